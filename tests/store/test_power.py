"""Power cuts that were found by ``prove power-cut``, each as the smallest case (R3)."""

import shutil
from pathlib import Path

from baixing_desktop.files import private_folder
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.devices import new_enrolment_code
from tests.builders import open_home


def test_a_spoilt_first_sector_costs_nothing_while_the_log_has_the_page(office: Desk, tmp_path: Path) -> None:
    """A checkpoint was rewriting the first page when the power went; SQLCipher's salt stood there too."""
    with office.store.writing() as tx:
        tx.connection.exec_driver_sql("PRAGMA user_version = 7")
    new_enrolment_code(office, "SY")
    copy = tmp_path / "after the cut"
    shutil.copytree(office.home, copy)
    with (copy / "record.db").open("r+b") as file:
        file.write(b"\xa5" * 512)
    desk = open_home(copy)
    with desk.store.reading() as tx:
        assert tx.connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert "enrolment_code" in [entry.action for entry in tx.audit.all()]
    desk.close()


def test_a_new_folder_may_be_named_with_its_parents(tmp_path: Path) -> None:
    assert private_folder(tmp_path / "a" / "b" / "c").is_dir()
    assert private_folder(tmp_path / "a" / "b" / "c").is_dir()
