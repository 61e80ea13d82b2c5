#!/bin/sh
# Makes .venv with the first Python from 3.11 up; `make setup` and `make demo` call it. Writes nowhere else.
set -eu
cd "$(dirname "$0")/.."

is_new_enough() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

first_python() {
    for name in ${PYTHON:-} python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.14; do
        if is_new_enough "$name"; then
            echo "$name"
            return
        fi
    done
}

stop() {
    echo "$1" >&2
    echo "$2" >&2
    exit 1
}

install_venv_package() {
    package=$("$python" -c 'import sys; print(f"python3.{sys.version_info.minor}-venv")')
    command="apt-get install -y $package"
    if ! command -v apt-get >/dev/null; then
        stop "Python thiếu mô-đun venv; hãy cài rồi chạy lại." "Python lacks its venv module; install it and run this again."
    elif [ "$(id -u)" = 0 ]; then
        as_root=""
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        stop "Thiếu gói $package. Hãy chạy: sudo apt-get update && sudo $command" \
            "The package $package is missing. Run: sudo apt-get update && sudo $command"
    fi
    $as_root apt-get update -q || true
    DEBIAN_FRONTEND=noninteractive $as_root $command ||
        stop "Không cài được $package. Hãy chạy: sudo $command" "Could not install $package. Run: sudo $command"
}

python=$(first_python)
[ -n "$python" ] || stop \
    "Cần Python 3.11 trở lên. Hãy chạy: sudo apt-get install python3 python3-venv" \
    "Python 3.11 or newer is needed. Run: sudo apt-get install python3 python3-venv"

if ! [ -x .venv/bin/python ] || ! is_new_enough .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_venv_package
    "$python" -m venv --clear .venv
fi
