"""``scrapy init``: a folder to run newscrawl in, and files that start it there."""

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl import __version__
from newscrawl.deploy import FOLDER, KINDS, written
from newscrawl.spiders.sites_file import read_sites_file

VALUES = {"FOLDER": "/srv/news", "SCRAPY": "/srv/venv/bin/scrapy", "VERSION": __version__}
ALL_WAYS = [word for way in KINDS for word in ("--deploy", way)]


def test_a_folder_is_made_with_what_scrapy_needs(typist, tmp_path):
    answer = typist("init", str(tmp_path / "a" / "news"))
    assert answer.code == 0
    config = configparser.ConfigParser()
    config.read(tmp_path / "a" / "news" / "scrapy.cfg")
    assert dict(config["settings"]) == {"default": "newscrawl.settings"}
    names = [site.name for site in read_sites_file(tmp_path / "a" / "news" / "papers.example.toml")]
    assert names == ["mapleton_courier", "alder_echo"]
    assert f"next: cd {tmp_path}/a/news" in answer.err
    assert "scrapy crawl localnews -a sites=demo" in answer.err


def test_what_is_there_is_kept(typist, tmp_path):
    (tmp_path / "scrapy.cfg").write_text("mine")
    answer = typist("init", str(tmp_path))
    assert (answer.code, (tmp_path / "scrapy.cfg").read_text()) == (0, "mine")
    assert f"kept  {tmp_path / 'scrapy.cfg'}" in answer.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("a", "b"), 2, "it takes one folder"),
        (("--deploi", "x"), 2, "it takes one folder, and was given: --deploi"),
        (("--deploy", "sytemd"), 2, "did you mean 'systemd'?"),
        (("/dev/null/x",), 1, "Not a directory"),
    ],
)
def test_what_cannot_be_done_names_the_fix(typist, words, code, said):
    answer = typist("init", *words)
    assert (answer.code, said in answer.err) == (code, True), answer.err


def test_every_way_is_written_and_no_name_is_left_open(typist, tmp_path):
    answer = typist("init", str(tmp_path), *ALL_WAYS)
    assert answer.code == 0
    files = [*FOLDER.values(), *(name for way in KINDS.values() for name in way.values())]
    for name in files:
        text = (tmp_path / name).read_text()
        assert not re.search(r"@[A-Z]+@", text), name
        assert text.endswith("\n"), name
    assert f"WorkingDirectory={tmp_path}" in (tmp_path / "deploy/systemd/newscrawl.service").read_text()
    for way in KINDS:
        assert f"{way}: " in answer.err


def test_no_template_is_forgotten():
    folder = Path(sys.modules["newscrawl.deploy"].__file__).parent
    listed = {*FOLDER, *(template for way in KINDS.values() for template in way)}
    assert {path.name for path in folder.iterdir() if path.suffix != ".py" and path.is_file()} == listed


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_units(typist, tmp_path):
    assert typist("init", str(tmp_path), "--deploy", "systemd").code == 0
    units = sorted((tmp_path / "deploy" / "systemd").glob("newscrawl*.[st]*e*"))
    units = [unit for unit in units if unit.suffix in {".service", ".timer"}]
    assert len(units) == 5
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.replace("\n", "")) == (0, "")


@pytest.mark.parametrize("name", ["news", "my news 100%", "it's 5 %d news", "$HOME", "a;b&c"])
def test_a_folder_is_written_so_that_a_crontab_and_a_unit_mean_it(typist, tmp_path, name):
    folder = tmp_path / name
    assert typist("init", str(folder), "--deploy", "systemd", "--deploy", "cron").code == 0
    line = next(one for one in (folder / "deploy/newscrawl.cron").read_text().splitlines() if one.startswith("17 "))
    command = re.sub(r"\\%", "\0", line.split(None, 5)[5])
    assert "%" not in command
    words = shlex.split(command.replace("\0", "%"))  # as cron hands it to the shell
    assert words[:3] == ["cd", str(folder), "&&"]
    unit = (folder / "deploy/systemd/newscrawl.service").read_text()
    assert f"WorkingDirectory={str(folder).replace('%', '%%')}\n" in unit


def test_a_program_whose_path_has_a_space_is_quoted_in_a_unit():
    values = VALUES | {"SCRAPY": "/srv/my 5%/bin/scrapy"}
    assert 'ExecStart="/srv/my 5%%/bin/scrapy" work\n' in written("systemd-newscrawl-work.service", values)
    assert "flock -n crawl.lock '/srv/my 5\\%/bin/scrapy' crawl" in written("cron-newscrawl", values)
    assert "ExecStart=/srv/venv/bin/scrapy work\n" in written("systemd-newscrawl-work.service", VALUES)


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\nb"])
@pytest.mark.parametrize("way", ["systemd", "cron"])
def test_a_folder_that_they_cannot_name_is_refused(typist, tmp_path, name, way):
    answer = typist("init", str(tmp_path / name), "--deploy", way)
    assert (answer.code, f"--deploy {way} cannot name" in answer.err) == (2, True), answer.err
    assert list(tmp_path.iterdir()) == []
    assert typist("init", str(tmp_path / name), "--deploy", "docker").code == 0


def test_the_database_of_compose_may_have_any_password():
    text = written("docker-compose.yaml", VALUES)
    assert "PGPASSWORD: ${POSTGRES_PASSWORD}" in text
    assert not re.search(r"://[^\s]*\$", text)


def test_the_worker_of_each_way_has_time_to_end():
    """A crawl that is told to end waits 15 s for answers under way; what is ended harder loses nothing, but wastes them."""
    assert "TimeoutStopSec=60" in written("systemd-newscrawl-work.service", VALUES)
    assert "KillMode=mixed" in written("systemd-newscrawl-work.service", VALUES)
    assert "stop_grace_period: 60s" in written("docker-compose.yaml", VALUES)
    assert "terminationGracePeriodSeconds: 60" in written("kubernetes.yaml", VALUES)


def test_the_manifests_are_yaml_and_name_each_other(tmp_path):
    yaml = pytest.importorskip("yaml")
    objects = list(yaml.safe_load_all(written("kubernetes.yaml", VALUES)))
    assert [one["kind"] for one in objects] == ["Secret", "ConfigMap", "CronJob", "Deployment"]
    assert {"NEWSCRAWL_CONTACT", "NEWSCRAWL_DATABASE_URL"} == set(objects[0]["stringData"])
    papers = tmp_path / "papers.toml"
    papers.write_text(objects[1]["data"]["papers.toml"])
    assert [site.name for site in read_sites_file(papers)] == ["mapleton_courier"]
    schedule = objects[2]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    assert schedule["volumes"][0]["configMap"]["name"] == objects[1]["metadata"]["name"]
    work = objects[3]["spec"]["template"]
    assert work["metadata"]["labels"] == objects[3]["spec"]["selector"]["matchLabels"]
    for pod in (schedule, work["spec"]):
        assert pod["containers"][0]["envFrom"][0]["secretRef"]["name"] == objects[0]["metadata"]["name"]
    compose = yaml.safe_load(written("docker-compose.yaml", VALUES))
    assert set(compose["services"]) == {"database", "schedule", "work"}


def test_every_command_in_the_files_is_one_of_ours():
    texts = [written(template, VALUES) for way in KINDS.values() for template in way]
    called = {found for text in texts for found in re.findall(r"scrapy['\"]?,? ['\"]?([a-z]+)", text)} - {"cfg"}
    assert called == {"crawl", "schedule", "work", "init"}
