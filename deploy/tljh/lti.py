"""Logging in from Moodle or Canvas (LTI 1.3): beside within_scope.py, if there is an LMS.

The four addresses are the LMS's, the client id is what it gives when the tool is registered there.
Moodle shows them under "Tool configuration details". Canvas has for all schools
    issuer          https://canvas.instructure.com
    authorize_url   https://sso.canvaslms.com/api/lti/authorize_redirect
    jwks_endpoint   https://sso.canvaslms.com/api/lti/security/jwks
The LMS is given, each below https://HUB/hub/, lti13/oauth_login to begin a login,
lti13/oauth_callback to come back to, and user-redirect/course to open; Canvas reads the first two
from lti13/config. It has to open a new window: the Hub refuses to be shown in a frame.
"""

c = get_config()  # noqa: F821 - JupyterHub gives it

c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
c.LTI13Authenticator.issuer = "https://lms.example.org"
c.LTI13Authenticator.authorize_url = "https://lms.example.org/mod/lti/auth.php"
c.LTI13Authenticator.jwks_endpoint = "https://lms.example.org/mod/lti/certs.php"
c.LTI13Authenticator.client_id = {"the-client-id-that-the-lms-gave"}

# Whoever the LMS sends is let in, by the name under which they log in there: it becomes one of the
# system's accounts, which takes no e-mail address. In Moodle, "Custom parameters" of the tool is to
# say username=$User.username, in Canvas username=$Canvas.user.loginId.
c.LTI13Authenticator.allow_all = True
c.LTI13Authenticator.username_key = "custom_username"
