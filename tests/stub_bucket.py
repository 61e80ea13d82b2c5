"""As much of a bucket as files need, in this process: PUT, GET, HEAD, DELETE and the list of a prefix."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from django.utils import timezone


@dataclass(slots=True)
class Bucket:
    """What lies in it by name, at which address it listens, and what it was asked."""

    address: str = ""
    objects: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, bool]] = field(default_factory=list)  # the method, whether it was signed


@contextmanager
def bucket(name: str) -> Iterator[Bucket]:
    """A bucket of that name that listens on this machine meanwhile."""
    kept = Bucket()
    server = _Server(kept, name)
    kept.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers for the bucket of its server."""

    server: "_Server"
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            data = _joined(data)
        self.server.kept.objects[self._key()] = data
        self._answer(200)

    def do_GET(self) -> None:
        if self._key():
            self._give(with_body=True)
            return
        query = parse_qs(urlsplit(self.path).query)
        self._answer(200, _listing(self.server.kept, query.get("prefix", [""])[0]).encode())

    def do_HEAD(self) -> None:
        self._give(with_body=False)

    def do_DELETE(self) -> None:
        self.server.kept.objects.pop(self._key(), None)
        self._answer(204)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _key(self) -> str:
        first, _slash, key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        return key if first == self.server.bucket_name else ""

    def _give(self, *, with_body: bool) -> None:
        found = self.server.kept.objects.get(self._key())
        if found is None:
            self._answer(404)
        else:
            self._answer(200, found, with_body=with_body)

    def _answer(self, status: int, body: bytes = b"", *, with_body: bool = True) -> None:
        is_signed = self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 ")
        self.server.kept.asked.append((self.command, is_signed))
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", format_datetime(timezone.now(), usegmt=False))
        self.send_header("ETag", '"0"')
        self.end_headers()
        if with_body:
            self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    """Listens on a free port of this machine."""

    def __init__(self, kept: Bucket, name: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.kept, self.bucket_name = kept, name


def _joined(data: bytes) -> bytes:
    """The bytes of a body that came in signed chunks: "SIZE;…", the bytes, and so on to size 0."""
    whole = b""
    while data:
        head, _end, data = data.partition(b"\r\n")
        size = int(head.partition(b";")[0], 16)
        if not size:
            break
        whole, data = whole + data[:size], data[size + 2 :]
    return whole


def _listing(kept: Bucket, prefix: str) -> str:
    """Names under a prefix up to the next slash, as XML."""
    rests = sorted(key[len(prefix) :] for key in kept.objects if key.startswith(prefix))
    folders = sorted({rest.partition("/")[0] for rest in rests if "/" in rest})
    stamp = timezone.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
    files = "".join(
        f"<Contents><Key>{escape(prefix + rest)}</Key><Size>1</Size>"
        f"<LastModified>{stamp}</LastModified></Contents>"
        for rest in rests
        if "/" not in rest
    )
    below = "".join(
        f"<CommonPrefixes><Prefix>{escape(prefix + each)}/</Prefix></CommonPrefixes>"
        for each in folders
    )
    space = "http://s3.amazonaws.com/doc/2006-03-01/"
    return (
        f'<ListBucketResult xmlns="{space}"><IsTruncated>false</IsTruncated>{files}{below}'
        "</ListBucketResult>"
    )
