"""Archives: folders of documents read in parallel, resumably, on one machine or on a cluster, always to the same readings.

``read_files`` is the front door: paths in, one ``ReadArchive`` out, whose documents ``fallow.evidence.reading.relate`` takes. Whatever
the number of processes, with or without a cache, killed and started again or not, the documents are the same, in the same order.
"""

from __future__ import annotations

from fallow.evidence.archive.assemble import ReadArchive, assembled, read_files
from fallow.evidence.archive.cache import ReadingCache, reader_key
from fallow.evidence.archive.fileread import FileReader, FileReading
from fallow.evidence.archive.pool import in_processes, in_turn, jobs_for
from fallow.evidence.archive.refusal import Refusal

__all__ = [
    "FileReader",
    "FileReading",
    "ReadArchive",
    "ReadingCache",
    "Refusal",
    "assembled",
    "in_processes",
    "in_turn",
    "jobs_for",
    "read_files",
    "reader_key",
]
