"""The rooms of core/ where a wrong figure could arise in silence, and the tests of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """Modules of core/, and tests of tests/core."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "value": Room(("figures/value",), ("test_value", "test_hostile_settings")),
    "words": Room(
        ("figures/number_words", "figures/share"), ("test_number_words", "test_text_units")
    ),
    "forms": Room(("forms/identities", "forms/carries"), ("test_form", "test_form_refusals")),
    "report": Room(("report/report", "report/edit"), ("test_report", "test_links")),
    "tallies": Room(
        ("checks/tally", "checks/equations", "checks/causes"),
        ("test_tally", "test_causes", "test_repair", "test_text_repairs"),
    ),
    "carries": Room(("checks/carry_check",), ("test_carries", "test_cell_facts")),
    "repair": Room(
        ("repair/candidates", "repair/search", "repair/slips", "repair/testimony"),
        ("test_repair", "test_repair_rates"),
    ),
    "cells": Room(
        ("cells/filling", "cells/facts", "cells/proofreading", "cells/selection"),
        ("test_filling", "test_cell_facts", "test_proofreading", "test_selection"),
    ),
    "clipboard": Room(
        ("clipboard/block", "clipboard/placing", "clipboard/labelled", "clipboard/plan",
         "clipboard/shortened", "clipboard/whole"),
        ("test_pasting", "test_pasting_block", "test_pasting_html"),
    ),
    "compared": Room(
        ("report/compare", "report/link", "report/snapshot"),
        ("test_compare", "test_links", "test_report", "test_returning", "test_cli_diff"),
    ),
    "documents": Room(
        ("document/decode", "document/encode", "document/moments", "document/splice",
         "document/upgrade", "report/fields"),
        ("test_storage", "test_storage_format", "test_history", "test_history_written"),
    ),
    "years": Room(
        ("years/series", "years/following", "years/last", "years/series_workbook"),
        ("test_series", "test_following_year", "test_carries", "test_taken_over"),
    ),
    "rollup": Room(
        ("rollup/total", "rollup/gathering", "rollup/kept_sum", "rollup/earlier_sum"),
        ("test_rollup_walk", "test_rollup_kept_sum", "test_rollup_tables", "test_rollup_heap"),
    ),
    "units": Room(
        ("rollup/merging", "rollup/matching", "rollup/judging", "rollup/version", "rollup/resent",
         "rollup/lower", "rollup/taken_json", "rollup/taking_in"),
        ("test_rollup_project", "test_rollup_receiving", "test_rollup_heap", "test_rollup_beside",
         "test_rollup_walk", "test_rollup_index", "test_rollup_form_remarks"),
    ),
    "ranked": Room(
        ("rollup/outliers", "rollup/overview", "rollup/papers/rankings", "rollup/papers/leaders",
         "rollup/papers/figure_table", "rollup/papers/overview_table", "rollup/papers/letters"),
        ("test_rollup_heap", "test_rollup_overview", "test_rollup_rankings", "test_rollup_tables",
         "test_rollup_form_remarks"),
    ),
    "shared": Room(("sharing/merging", "sharing/coming_back"), ("test_sharing",)),
    "returned": Room(
        ("returning/consequences", "returning/merging", "returning/proposals",
         "returning/returned"),
        ("test_returning", "test_hidden", "test_sharing"),
    ),
    "collected": Room(
        ("collection/plan", "collection/formulas", "collection/table_sheets",
         "sources/collection_marks", "sources/carried", "sources/figure_list"),
        ("test_collection_read_back", "test_collection_hostile", "test_collection_package"),
    ),
    "exports": Room(
        ("exports/data", "exports/parts/totals", "exports/parts/figure_places",
         "exports/parts/cached_values", "exports/excel/sheet", "exports/excel/check_sheet",
         "exports/parts/check_list", "printed/page"),
        ("test_writing", "test_writing_data", "test_writing_excel", "test_writing_draft",
         "test_writing_plan", "../test_figures_found_again"),
    ),
    "published": Room(
        ("publishing/publishing", "publishing/same_figures"), ("../gui/test_publishing",)
    ),
    "shown": Room(
        ("picture/picture", "picture/plain_numbers", "picture/public", "picture/words"),
        ("test_picture", "test_picture_public"),
    ),
    "mentions": Room(
        ("texts/mentions", "texts/quantities", "texts/term_reading", "texts/terms",
         "texts/clauses", "texts/units"),
        ("test_text_rules", "test_text_rules_within", "test_text_units", "test_text_growth",
         "test_term_reading", "test_text_mutations", "test_form_mentions", "test_text_slips",
         "test_text_rules_reports", "test_text_repairs", "test_text_rates"),
    ),
    "text checks": Room(
        ("texts/disagreements", "texts/agreements", "texts/shares", "texts/growth", "texts/fees",
         "texts/sums", "texts/years"),
        ("test_text_rules", "test_text_rules_within", "test_agreements", "test_text_growth",
         "test_text_mutations", "test_text_units", "test_text_slips", "test_text_repairs",
         "test_text_rules_reports", "test_text_same", "test_text_rates"),
    ),
    "text links": Room(
        ("texts/linking", "texts/renewing", "texts/inherited", "texts/composing"),
        ("test_texts_linking", "test_texts_renewing", "test_texts_inherited", "test_phrases",
         "test_links"),
    ),
    "reading": Room(
        (
            *("recognition/table_reading", "recognition/row_cells", "recognition/splitting"),
            *("recognition/deduction", "recognition/row_search", "recognition/table_figures"),
        ),
        ("test_reading", "test_reading_cells", "test_reading_layouts", "test_reading_running",
         "test_reading_row_order", "test_reading_torn", "test_reading_silent"),
    ),
    "recognised": Room(
        ("recognition/recogniser", "recognition/amounts", "recognition/cell_text",
         "recognition/row_order", "recognition/torn_flow", "recognition/several_reports",
         "labels/table_scan", "labels/repeated_cells", "labels/running_text", "reading/adoption"),
        ("test_reading", "test_reading_cells", "test_reading_layouts", "test_reading_running",
         "test_reading_row_order", "test_reading_torn", "test_reading_silent",
         "test_reading_loose_digits", "test_reading_other_documents", "test_reading_questions"),
    ),
    "sheets": Room(
        ("sources/sheet", "sources/formulas", "sources/sum_terms", "sources/number_format"),
        ("test_reading_spreadsheets", "test_reading_silent", "test_sum_terms",
         "test_reading_workbook"),
    ),
    "old books": Room(
        ("sources/ods", "sources/old_workbook", "sources/biff", "sources/workbook_2003",
         "sources/delimited", "sources/sheet_blocks"),
        ("test_reading_spreadsheets", "test_reading_silent", "test_reading_sight",
         "test_reading_flat", "test_reading_workbook"),
    ),
    "pages": Room(
        ("sources/html_grid", "sources/docx_text", "sources/word_97", "sources/word_97_rows",
         "sources/rtf_tables", "sources/pdf_pieces", "sources/pdf_tables", "sources/pdf_lines"),
        ("test_reading_html", "test_reading_html_repair", "test_pasting_html", "test_reading_docx",
         "test_reading_word_97", "test_reading_rtf", "test_reading_pdf", "test_reading_pdf_pieces",
         "test_reading_inserted"),
    ),
}  # fmt: skip
