"""The codes of findings about what a person types: what each means and how to mend it.

Rules about the graph have their codes, messages and explanations in shapes/*.ttl. These here are
about the files from which the graph is made, where no shape can look.
"""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.diagnostics import Diagnostic, Related, Severity
from kgbuild.located import Place


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: `means` says what it is and why it matters, `mend` how to end it."""

    name: str
    means: str
    mend: str
    severity: Severity = Severity.ERROR

    def at(  # noqa: PLR0913 - a finding's parts, each optional and named
        self,
        place: Place,
        message: str,
        *,
        width: int = 1,
        pointer: str = "",
        hint: str = "",
        related: tuple[Related, ...] = (),
    ) -> Diagnostic:
        """A finding of this kind at a place; the hint is how to mend it unless one is given."""
        return Diagnostic(
            code=self.name,
            message=message,
            at=place,
            severity=self.severity,
            width=width,
            pointer=pointer,
            hint=hint or self.mend,
            related=related,
        )


ARTICLE_HAS_BOM = Code(
    "article-has-bom",
    "The article starts with a byte order mark (EF BB BF). Some programs count it as a character "
    "and some do not, so every offset after it would be ambiguous.",
    "save the file as UTF-8 without a byte order mark, or let `kgbuild new --from FILE` copy it",
)
ARTICLE_NOT_UTF8 = Code(
    "article-not-utf8",
    "The article is not UTF-8 text. Guessing an encoding could change its words silently.",
    "convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8 old.txt > new.txt`",
)
ARTICLE_IS_EMPTY = Code(
    "article-is-empty", "The article has no characters but white space.", "check the file's name"
)
ARTICLE_HAS_CARRIAGE_RETURN = Code(
    "article-has-carriage-return",
    "The article has CRLF or CR line endings. Browsers, XML and many editors drop the carriage "
    "return, and every offset after it would then be wrong; kgbuild never changes a text silently.",
    "convert the line endings to LF, or let `kgbuild new --from FILE` copy it",
)
ARTICLE_HAS_CONTROL_CHARACTER = Code(
    "article-has-control-character",
    "The article has a control character other than tab and newline. RDF/XML, HTML and terminals "
    "cannot carry it.",
    "remove the character",
)
ARTICLE_CHANGED = Code(
    "article-changed",
    "The article is not the text that was annotated: its SHA-256 differs from the one in the "
    "annotation file. Quotations that were checked against the old text prove nothing about this.",
    "restore the article, or, when the change is meant, write the new sha256 and check each quote",
)
QUOTE_IS_EMPTY = Code("quote-is-empty", "A quotation needs words.", "copy the words")
QUOTE_NOT_IN_TEXT = Code(
    "quote-not-in-text",
    "The words given as a quotation are not in the article. Typography may differ (curly or "
    "straight quotation marks, dashes, spaces); letters, words and their order may not.",
    "copy the words from the article; write … where words are left out",
)
QUOTE_IS_AMBIGUOUS = Code(
    "quote-is-ambiguous",
    "The words stand in the article more than once, and a claim rests on one passage.",
    "add `before:`, `after:` (the words next to the quotation) or `nth:` (1 is the first), "
    "or quote more words",
)
QUOTE_NTH_OUT_OF_RANGE = Code(
    "quote-nth-out-of-range",
    "`nth` counts the occurrences of the words from 1, and there are fewer.",
    "give a number that exists, or leave `nth` out",
)
QUOTE_CONTEXT_MISMATCH = Code(
    "quote-context-mismatch",
    "The words are in the article, but not next to the words given in `before` or `after`.",
    "copy the words that stand directly before or after the quotation",
)
QUOTE_CUTS_A_WORD = Code(
    "quote-cuts-a-word",
    "A quotation that begins or ends inside a word can turn its sense around (able, unable).",
    "quote whole words",
)
QUOTE_PIECES_OUT_OF_ORDER = Code(
    "quote-pieces-out-of-order",
    "An ellipsis leaves words out; it may not reorder what was said or join paragraphs.",
    "give the pieces in the order of the article, or make two claims",
)

YAML_SYNTAX = Code(
    "yaml-syntax",
    "The file is not YAML, so nothing in it can be read from this place on.",
    "mend the line; a text with `: `, `#` or quotation marks in it wants quotation marks around it",
)
YAML_TOO_DEEP = Code(
    "yaml-too-deep", "No annotation needs this much nesting.", "check brackets and indentation"
)
YAML_ANCHOR = Code(
    "yaml-anchor",
    "YAML anchors and aliases (&x, *x) are refused: a file must say what it says where it says it.",
    "put the value in quotation marks, or repeat it",
)
YAML_TAG = Code(
    "yaml-tag",
    "YAML tags (!!int, !x) are refused: every value is a string and typed by its key.",
    "remove the tag, or put the value in quotation marks",
)
DUPLICATE_KEY = Code(
    "duplicate-key",
    "A key stands twice in one entry; one of the two values would be lost.",
    "remove one, or begin a new entry with `- ` before it",
)
DUPLICATE_ID = Code(
    "duplicate-id",
    "Two entries of a file have the same id, so a reference to it would mean two things.",
    "rename one of them",
)
UNKNOWN_KEY = Code(
    "unknown-key",
    "A key that the format does not know; what it says would be lost.",
    "`kgbuild schema` lists the keys",
)
KEY_MISSING = Code("key-missing", "A key that the entry needs is missing or empty.", "add the key")
WRONG_SHAPE = Code(
    "wrong-shape",
    "A single value stands where an entry belongs, or the other way round.",
    "`kgbuild schema` shows what each key takes",
)
NOT_A_CHOICE = Code("not-a-choice", "The key takes one of a list of words.", "take one of them")
NOT_A_SLUG = Code(
    "not-a-slug",
    "Short names become part of IRIs and file names, so they are plain.",
    "use lower-case letters, digits and single hyphens",
)
WRONG_FORM = Code("wrong-form", "A value is not written as its key wants it.", "write it as asked")
DATE_UNREADABLE = Code(
    "date-unreadable",
    "Dates are EDTF (ISO 8601-2), so that uncertain and open ones can be written.",
    "write 2026, 2026-03, 2026-03-31, 2002/2008, ../2002 (until), 2002/.. (since), 2002~ (about) "
    "or unknown",
)
INTERVAL_REVERSED = Code(
    "interval-reversed", "An interval ends before it begins.", "swap the two dates"
)
UNKNOWN_NAME = Code(
    "unknown-name",
    "A name is used that no entry of the file defines.",
    "define it in its section, or mend the spelling",
)
WRONG_KIND = Code(
    "wrong-kind",
    "A name is used where another kind of thing belongs: a place cannot say anything.",
    "use the id of an entry of the right section",
)
ARTICLE_UNSIGNED = Code(
    "article-unsigned",
    "Every chain of voices ends with the article's author, so the article needs one.",
    "add `by:`; for an unsigned article its publisher, or a voice of kind anonymous",
)
ARTICLE_MISSING = Code(
    "article-missing", "The annotation file names an article that is not there.", "mend `file:`"
)
CHAIN_HAS_CYCLE = Code(
    "chain-has-cycle-in-file",
    "The sources or claims of a chain pass each other on in a circle, so it never reaches the "
    "article.",
    "mend `cited-by:` or `within:`",
)
CLAIM_WITHOUT_QUOTE = Code(
    "claim-without-quote",
    "A claim needs the words of the article that show it.",
    "add `quote:` with words of the article",
)
CALLED_NOT_IN_TEXT = Code(
    "called-not-in-text",
    "`called` lists words by which the article names something, and these are not in it.",
    "copy the words from the article, or remove them",
)
CALLED_TWICE = Code(
    "called-twice",
    "The same words are given as a name of two things; which one is meant at each place?",
    "keep the words at one of the two, or list the passages under `mentions:`",
)
NOT_NEAR_THE_QUOTE = Code(
    "not-near-the-quote",
    "A cue, or the words for a speaker or source, must stand near the quotation they introduce: in "
    "its paragraph or one of the two before it.",
    "copy words that stand near the quotation, or use `nth:`, `before:`, `after:`",
)
NOT_INSIDE_THE_QUOTE = Code(
    "not-inside-the-quote",
    "An interpolation or elision is a part of the quotation it belongs to.",
    "copy words from inside the quotation",
)
SPEAKER_IS_ANOTHER = Code(
    "speaker-is-another",
    "The text beside the quotation names somebody else as the speaker. A claim put into the wrong "
    "mouth is the worst error such a graph can have.",
    'mend `by:`; if the speaker is right, give the words that stand for them: `speaker: "She"`',
)
SPEAKER_NOT_NAMED = Code(
    "speaker-not-named",
    "Neither the paragraph of the quotation nor the two before it name the speaker.",
    "mend `by:`, add the name used there to `called:` of the speaker, or give the words that stand "
    'for them: `speaker: "She"`',
)
SOURCE_IS_ANOTHER = Code(
    "source-is-another",
    "Before the quotation the text last names another source of the same kind.",
    "mend `in:`; if the source is right, give the words that stand for it: "
    '`document: "In the same cable"`',
)
VOICE_ELSEWHERE = Code(
    "voice-speaks-elsewhere",
    "A voice without a name belongs to the one source given in its `speaks-in:`.",
    "mend `in:` or `by:`, or make a second voice: nobody knows that it is the same",
)
NAME_MEANS_TWO_THINGS = Code(
    "name-means-two-things",
    "Two articles of the project use the same id for different things.",
    "rename one of them, or give both the same name and kind",
)
RDF_SYNTAX = Code(
    "rdf-syntax",
    "The file is not well-formed RDF of its format. Nothing of it was used: half a graph would "
    "answer questions wrongly.",
    "mend the line, or give the right format with --from",
)
LINK_ROW = Code(
    "link-row-unreadable",
    "A row of a links file cannot be read: SSSOM wants subject_id, predicate_id, object_id and "
    "mapping_justification, each an IRI or a name with a prefix of the header's curie_map.",
    "mend the row, or declare the prefix under curie_map",
)
LINK_UNKNOWN = Code(
    "link-subject-unknown",
    "A links file decides about a thing that no article of the project has: it was renamed or "
    "removed.",
    "rename the subject_id, or remove the row",
    Severity.WARNING,
)
CONFIG_UNREADABLE = Code(
    "config-unreadable", "kgbuild.toml is not TOML.", "mend the line; strings want quotation marks"
)
NOTHING_CHECKED = Code(
    "nothing-checked",
    "A rule found nothing to look at. For a graph without ties or marks that is in order; for one "
    "that should have them it means that the rule proved nothing.",
    "look whether what the rule is about should be there",
    Severity.INFO,
)
NOTHING_TO_CHECK = Code(
    "nothing-to-check",
    "There are no claims, or no text, or no passages in the graph. Without them every rule is "
    "kept, and nothing is proven.",
    "add claims; is this a kgbuild graph?",
)
SPEAKER_MISSING = Code(
    "speaker-missing",
    "Words that the text quotes or reports would become the assertion of its author: hearsay "
    "turned into a statement.",
    "say who speaks with `by:` (and where with `in:`); for what the author says write "
    "`mode: own-words` and no cue",
)
MODE_MISFITS = Code(
    "mode-misfits-speaker",
    "`own-words` is for what the author of a text says in it. All others are quoted or reported.",
    "take another `mode:`, or leave `by:` out",
)
MODE_AND_MARKS = Code(
    "mode-and-marks-differ",
    "Verbatim, mixed and translated quotations stand in quotation marks, reported speech does not.",
    "look at the passage again and mend `mode:`, or the passage",
    Severity.WARNING,
)
NEGATION_LEFT_OUT = Code(
    "negation-left-out",
    "A quotation that leaves out a “not” says the opposite of what its speaker said, and every "
    "word of it is still in the article.",
    "quote the negation as well",
)
VALUE_TOO_LONG = Code(
    "value-too-long",
    "A value of more than 20,000 characters is no quotation, name or sentence.",
    "split it",
)
CONTROL_CHARACTER = Code(
    "control-character",
    "A control character in a value would reach terminals and files where nobody sees it.",
    "remove the escape",
)
TERM_NOT_IN_TEXT = Code(
    "term-not-in-text",
    "A term that a voice is said to use must stand in the article.",
    "copy the term from the article, or say `usage: avoided`",
)
PART_OF_ITSELF = Code(
    "part-of-itself",
    "An entry is, through others or directly, a part or a narrower thing of itself.",
    "mend the key",
)
LINK_TWICE = Code(
    "link-decided-twice",
    "The same pair is decided about twice: accepted and doubted at once, or for no reason.",
    "keep one of the rows",
)
LINK_SHARED = Code(
    "link-names-two-things",
    "One outside identifier was accepted for two entities. Then they are one entity, or one of the "
    "links is wrong: Beijing the city is not Beijing the government.",
    "remove one of the rows, give one of them skos:closeMatch or skos:relatedMatch, or make the "
    "two entities one",
)
LINK_CHECK_CHARACTER = Code(
    "link-check-character",
    "The last character of an ISNI, ORCID, ISSN or GND number follows from the others. Here it "
    "does not, so the number names nothing, or somebody else.",
    "copy the identifier again",
)
LINK_PREDICTION_MANUAL = Code(
    "link-prediction-is-manual",
    "A row of predictions.sssom.tsv says that a person curated it. Then it would pass for a "
    "decision in every tool that reads the file.",
    "move the row to positive.sssom.tsv with its author, or give semapv:LexicalMatching",
)
LINK_NOBODY_DECIDED = Code(
    "link-nobody-decided",
    "A decision without an author or reviewer, and not made by a tool that says so. Nobody could "
    "be asked why.",
    "fill author_id or author_label, or reviewer_id or reviewer_label",
)
LINK_NEGATED = Code(
    "link-accepted-and-denied",
    "A row of positive.sssom.tsv has the predicate_modifier Not: accepted and denied at once. No "
    "identifier was taken from it.",
    "move the row to negative.sssom.tsv, or empty predicate_modifier",
)
LINK_NOT_NEGATED = Code(
    "link-rejected-without-not",
    "kgbuild keeps a rejected pair out of the graph, but another tool that reads "
    "negative.sssom.tsv takes a row without the predicate_modifier Not for a mapping.",
    "write Not into the column predicate_modifier",
    Severity.WARNING,
)
LINK_TYPE = Code(
    "link-type-disagrees",
    "The service that was asked says that the identifier is of a thing of another type: a person "
    "was linked to a place, or a newspaper to a book of the same name.",
    "move the row to negative.sssom.tsv (with Not), or correct the entity's section",
)
LINK_LOCK = Code(
    "link-lock-unreadable",
    "links/lock.json remembers what a service said about each identifier when it was decided. It "
    "cannot be read, so types and labels cannot be compared.",
    "restore the file, or delete it and run `kgbuild link --refresh --apply`",
)
LINK_MERGED = Code(
    "link-merged",
    "The service has made two things one: the identifier that was accepted leads to another now.",
    "look whether the other is still what you meant; `kgbuild link --refresh --apply` writes it",
)
LINK_DELETED = Code(
    "link-deleted",
    "The service has this identifier no more.",
    "look for another; `kgbuild link --refresh --apply` moves the row to unsure.sssom.tsv",
)
LINK_RETYPED = Code(
    "link-retyped",
    "The service says of this identifier that it is another kind of thing than when it was "
    "accepted.",
    "look whether it is still what you meant; `kgbuild link --refresh --apply` remembers the types",
)
LINK_RELABELLED = Code(
    "link-relabelled",
    "The service calls this identifier by another name than when it was accepted.",
    "look whether it is still what you meant; `kgbuild link --refresh --apply` remembers the name",
    Severity.WARNING,
)
BLANK_NODE = Code(
    "blank-node",
    "A node without a name. kgbuild writes none: what cannot be named cannot be cited, compared or "
    "sorted.",
    "give the node an IRI",
)
LITERAL_ILL_TYPED = Code(
    "literal-ill-typed",
    "A literal's text is none of its datatype: a start that is no number, a day that is no date.",
    "mend the literal, or build the graph again",
)
NO_SHAPES = Code(
    "no-shapes",
    "The shapes file has no shape. Every graph conforms to nothing, so nothing would be checked.",
    "give the file with the shapes; a shape is typed sh:NodeShape or sh:PropertyShape",
)
SHAPE_ILL_FORMED = Code(
    "shape-ill-formed",
    "A shape says something that SHACL cannot read that way. Engines skip it, stop, or each do "
    "something else.",
    "mend the value",
)
SHAPE_RECURSIVE = Code(
    "shape-recursive",
    "A shape refers to itself, directly or through others. SHACL leaves open what that means, so "
    "engines differ, and some never end.",
    "break the circle, for example by a sh:class where sh:node is",
)
UNKNOWN_SHACL_TERM = Code(
    "unknown-shacl-term",
    "A term in SHACL's namespace that SHACL does not have. Engines pass over it in silence: the "
    "rule is never asked.",
    "mend the spelling",
)
NOT_ASKED = Code(
    "constraint-not-asked",
    "A part of the shapes that is written in JavaScript or in SHACL's advanced features. No engine "
    "here asks it, so what it would find is not found.",
    "say it in SHACL Core or SHACL-SPARQL, or use another engine for it and --ignore this",
)
SHAPE_QUERY_REFUSED = Code(
    "shape-query-refused",
    "A query in the shapes would leave this machine or change the graph. SHACL forbids both, and "
    "some engines would do it. The shapes were not used at all.",
    "take it out of the query",
)
NOTHING_IN_FOCUS = Code(
    "nothing-in-focus",
    "None of the shapes has a node of this data to look at. “It conforms” would mean nothing.",
    "are these the shapes for this data? look at sh:targetClass and the prefixes",
)
SHAPE_SEES_NOTHING = Code(
    "shape-sees-nothing",
    "A shape whose target is nowhere in this data: it checks nothing.",
    "look at its target; if this data need not have it, use --ignore shape-sees-nothing",
    Severity.WARNING,
)
TERM_MISSPELLED = Code(
    "shape-term-misspelled",
    "The shapes ask for a class or predicate that the data does not have, and the data has one of "
    "nearly the same name that no shape asks for. A misspelled rule passes everything.",
    "mend the shapes or the data; if both are right, give the ontology with --ontology",
)
TERM_NOT_IN_DATA = Code(
    "shape-term-not-in-data",
    "The shapes ask for a class or predicate that is neither in the data nor in the ontology.",
    "look at its spelling and prefix; if it is right, give the ontology with --ontology",
    Severity.WARNING,
)
LIMIT_REACHED = Code(
    "limit-reached",
    "The check of this file needed more time or memory than it may have, so its verdict is not "
    "known. A pattern that backtracks without end does that, and a file nested without end.",
    "allow more with --timeout and --memory, or look at the shapes' patterns and queries",
)
ENGINE_FAILED = Code(
    "engine-failed",
    "The SHACL engine could not use the shapes or the data, so the verdict is not known.",
    "mend what it names; --engine takes another one",
)
EDIT_REFUSED = Code(
    "edit-refused",
    "An edit of an annotation file is made in its text, so that comments, order and everything "
    "else stay as they were typed. Here that cannot be done surely, so nothing was changed.",
    "make the change in an editor",
)
