"""The pages of django-allauth that are open here, under the names by which it looks for them."""

from django.urls import path

from neuguong.accounts.views import door, own, second

urlpatterns = [
    path("dang-nhap/", door.sign_in, name="account_login"),
    path("dang-nhap/lop-hai/", second.authenticate, name="mfa_authenticate"),
    path("dang-nhap/khoa/", second.login_passkey, name="mfa_login_webauthn"),
    path("dang-nhap/noi-khac/<str:provider_id>/", door.outside, name="openid_connect_login"),
    path(
        "dang-nhap/noi-khac/<str:provider_id>/ve/",
        door.outside_back,
        name="openid_connect_callback",
    ),
    path("dang-nhap/noi-khac-thoi/", door.outside_stopped, name="socialaccount_login_cancelled"),
    path("tai-khoan-cua-toi/", own.mine, name="mfa_index"),
    path("tai-khoan-cua-toi/xac-nhan/", second.again, name="account_reauthenticate"),
    path("tai-khoan-cua-toi/xac-nhan/ma/", second.again_by_code, name="mfa_reauthenticate"),
    path(
        "tai-khoan-cua-toi/xac-nhan/khoa/",
        second.again_by_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("tai-khoan-cua-toi/dien-thoai/", second.set_up, name="mfa_activate_totp"),
    path("tai-khoan-cua-toi/dien-thoai/bo/", second.give_up, name="mfa_deactivate_totp"),
    path("tai-khoan-cua-toi/ma-du-phong/", second.codes, name="mfa_view_recovery_codes"),
    path(
        "tai-khoan-cua-toi/ma-du-phong/moi/", second.new_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "tai-khoan-cua-toi/ma-du-phong/tep/", second.codes_file, name="mfa_download_recovery_codes"
    ),
    path("tai-khoan-cua-toi/khoa/", second.passkeys, name="mfa_list_webauthn"),
    path("tai-khoan-cua-toi/khoa/them/", second.add_passkey, name="mfa_add_webauthn"),
    path("tai-khoan-cua-toi/khoa/<int:pk>/bo/", second.remove_passkey, name="mfa_remove_webauthn"),
    path("tai-khoan-cua-toi/khoa/<int:pk>/ten/", second.name_passkey, name="mfa_edit_webauthn"),
]
