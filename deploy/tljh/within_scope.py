"""The course on The Littlest JupyterHub: goes to /opt/tljh/config/jupyterhub_config.d/.

docs/hub.md says what has to be there before. Every setting is JupyterHub's own.
"""

ROOT = "/srv/within-scope"
INSTRUCTORS = "instructors"

c = get_config()  # noqa: F821 - JupyterHub gives it

c.Spawner.cmd = ["/opt/tljh/user/bin/withinscope", "singleuser"]
c.Spawner.environment = {
    "WITHINSCOPE_COURSE": f"{ROOT}/trainees",
    "WITHINSCOPE_HAND_INS": f"{ROOT}/hand-ins",  # made with mode 3773, of the instructors' group
}

# Instructors get the course with keys and workbench, in a folder that is their group's alone.
c.Spawner.group_overrides = {
    INSTRUCTORS: {
        "groups": [INSTRUCTORS],
        "spawner_override": {"environment": {"WITHINSCOPE_COURSE": f"{ROOT}/instructors"}},
    }
}
# Their accounts on the Hub, such as "kim"; in the system's group of the same name they are too.
c.JupyterHub.load_groups = {INSTRUCTORS: {"users": []}}

# Where a whole class begins at once, the last server answers after some 35 s (ten on two cores).
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 120
# Somebody who plays takes some 0.1 GB: the limit is for what goes wrong.
c.Spawner.mem_limit = "1G"
c.Spawner.cpu_limit = 1
