"""Doors to the readers of markup: HTML, and the XML dialects of parliaments."""

from __future__ import annotations

from lxml import etree

from servanda.records import akoma, hansard, publicwhip, tei
from servanda.records.decoding import character_faults
from servanda.records.extraction import Extraction, Facts, Fault
from servanda.records.flow import Flow
from servanda.records.trees import local_name, parse_xml, walk
from servanda.records.unknown import UnknownDialect
from servanda.records.webpage import extract_html, extract_xhtml

__all__ = ["extract_html", "extract_xml"]

EXTRACTOR = "markup-xml/1"


def extract_xml(content: bytes) -> Extraction:
    """Text, blocks and speakers of an XML document.

    Known are the dialects of TheyWorkForYou, historic Hansard, TEI (Parla-CLARIN, ParlaMint) and Akoma Ntoso, and XHTML. Of
    another, all character data is kept as paragraphs, with the fault `markup.unknown_dialect`. Raises `DamagedError`,
    `TooLargeError` or `EmptyRecordError`.
    """
    root, faults = parse_xml(content)
    name = local_name(root)
    if name == "html":
        return extract_xhtml(root, faults)
    reader, facts, unknown = _reader(root, name)
    walk(root, reader)
    built = reader.builder.finish()
    encoding = root.getroottree().docinfo.encoding
    return Extraction(
        text=built.text,
        blocks=built.blocks,
        media_type="application/xml",
        extractor=EXTRACTOR,
        encoding=encoding.lower() if encoding else None,
        facts=facts,
        faults=(*faults, *unknown, *character_faults(built.text, damaged=bool(faults))),
    )


def _reader(root: etree._Element, name: str) -> tuple[Flow, Facts, tuple[Fault, ...]]:
    if name == "publicwhip":
        return publicwhip.PublicWhip(), publicwhip.facts_of(root), ()
    if name in hansard.ROOTS or root.find(".//membercontribution") is not None:
        return hansard.HistoricHansard(), hansard.facts_of(root), ()
    if name in tei.ROOTS:
        return tei.Tei(root), tei.facts_of(root), ()
    if name in akoma.ROOTS:
        return akoma.AkomaNtoso(root), akoma.facts_of(root), ()
    message = f"The XML dialect of <{name}> is not known: all its text was kept, of its speakers what is plain from attributes."
    return UnknownDialect(), Facts(), (Fault("markup.unknown_dialect", message),)
