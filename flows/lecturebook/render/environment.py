"""The Jinja environments of HTML and Markdown. Both escape whatever a template shows, unless told not to."""

from __future__ import annotations

import functools
import json
import traceback
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

import lecturebook
from lecturebook.errors import SettingsError
from lecturebook.render.markdown_text import clean_text, escape_markdown, escape_target, printable
from lecturebook.render.paths import Format

_PACKAGE = Path(lecturebook.__file__).parent
# in an installed package, and in the repository
_OUR_TEMPLATES = (_PACKAGE / "templates", _PACKAGE.parents[1] / "templates")
# what a template can do wrong at run time besides naming what is not there
_MISTAKES = (TemplateError, TypeError, ArithmeticError, LookupError)


def template_folder() -> Path:
    """Where our own templates are."""
    return next((place for place in _OUR_TEMPLATES if place.is_dir()), _OUR_TEMPLATES[0])


class Templates:
    """Our templates, each of which a user's folder may replace by one of the same name.

    One that only wants other blocks extends ours, which are also called ``lecturebook/NAME``.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not folder.is_dir():
            raise SettingsError("templates", f"{folder} is no folder", "a folder of Jinja templates")
        # a file that joins a user's folder would not be seen by an environment that knows ours of that name already
        self._environments = _environments(folder) if folder else _our_environments()
        self._folders = (template_folder(), *((folder,) if folder else ()))
        self._written = self._when_written()

    def render(self, name: str, form: Format, page: object) -> str:
        """The template ``name.form`` filled with the view `page`.

        Raises SettingsError with the template's name and line where that cannot be read or filled.
        """
        try:
            return self._environments[form].get_template(f"{name}.{form}").render(page=page)
        except _MISTAKES as error:
            place = _place(error, f"{name}.{form}")
            if self._when_written() != self._written:
                seen = f"changed while the site was made ({_reason(error)})"
                raise SettingsError(place, seen, "templates that stay as they are until a build is done") from error
            raise SettingsError(place, _reason(error), "what our template of that name uses") from error

    def asset(self, name: str) -> str:
        """A style sheet or script, as it is."""
        environment = self._environments["html"]
        assert environment.loader is not None  # noqa: S101  # given in __init__
        return environment.loader.get_source(environment, name)[0].replace("\r\n", "\n")

    def _when_written(self) -> list[tuple[str, int]]:
        """Each template, and when it was written last."""
        return sorted(
            (str(file), file.stat().st_mtime_ns)
            for folder in self._folders
            for file in folder.glob("*")
            if file.is_file()
        )


@functools.cache
def _our_environments() -> dict[Format, Environment]:
    """Those of our templates alone, compiled once a process: that takes longer than a small site."""
    return _environments()


def _environments(*folders: Path) -> dict[Format, Environment]:
    """Those of the templates in `folders`, before ours."""
    ours = PrefixLoader({"lecturebook": FileSystemLoader(template_folder())})
    loader = ChoiceLoader([*(FileSystemLoader(folder) for folder in (*folders, template_folder())), ours])
    return {"html": _html_environment(loader), "md": _markdown_environment(loader)}


def _html_environment(loader: ChoiceLoader) -> Environment:
    environment = _environment(loader)
    environment.finalize = _finalize_html
    environment.filters["safe_html"] = Markup
    environment.filters["json_script"] = lambda value: Markup(_json_script(value))  # noqa: S704
    return environment


def _markdown_environment(loader: ChoiceLoader) -> Environment:
    """Autoescape stays on, so that what macros give back counts as escaped; `finalize` escapes the rest."""
    environment = _environment(loader)
    environment.finalize = _finalize_markdown
    environment.filters["target"] = lambda url: Markup(escape_target(url))  # noqa: S704
    environment.filters["json_string"] = lambda text: Markup(_json_string(text))  # noqa: S704
    environment.filters["as_written"] = Markup
    return environment


def _environment(loader: ChoiceLoader) -> Environment:
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalize_html(value: object) -> object:
    return printable(value) if type(value) is str else value


def _finalize_markdown(value: object) -> object:
    return Markup(escape_markdown(value)) if type(value) is str else value  # noqa: S704


def _json_script(value: object) -> str:
    """JSON that may stand in a script element: nothing in it can end that."""
    shown = json.dumps(value, separators=(",", ":"))
    return shown.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _json_string(text: str) -> str:
    """A JSON string that YAML reads as the same text; PyYAML takes some unprintable signs for line breaks.

    Signs beyond U+FFFF stay: JSON writes them as two escapes, which YAML takes for two signs.
    """
    shown = json.dumps(clean_text(text), ensure_ascii=False)
    return "".join(sign if sign.isprintable() or sign > "\uffff" else json.dumps(sign)[1:-1] for sign in shown)


def _place(error: Exception, template: str) -> str:
    """The template and line where `error` was met: the deepest one of a chain of includes."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.name or template}, line {error.lineno}"
    ends = (".html", ".md")
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(ends)]
    return f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else template


def _reason(error: Exception) -> str:
    return f"there is no template {error}" if isinstance(error, TemplateNotFound) else str(error)
