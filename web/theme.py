"""Gradio's theme: its variables pass through to ours, so tokens.css decides in light and dark."""

from typing import Any

_PASSED_ON = {
    "body_background_fill": "var(--canvas)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--ink-3)",
    "background_fill_primary": "var(--canvas)",
    "background_fill_secondary": "var(--ground)",
    "border_color_primary": "var(--line)",
    "link_text_color": "var(--fjord)",
    "color_accent_soft": "var(--fjord-soft)",
    "input_background_fill": "var(--raised)",
    "input_border_color": "var(--line-2)",
    "input_placeholder_color": "var(--ink-3)",
    "button_primary_background_fill": "var(--fjord)",
    "button_primary_background_fill_hover": "var(--fjord-2)",
    "button_primary_text_color": "var(--on-fjord)",
    "block_background_fill": "transparent",
    "block_border_width": "0px",
    "block_shadow": "none",
}
_ONCE = {
    "color_accent": "var(--fjord)",
    "block_padding": "0px",
    "layout_gap": "0px",
    "input_radius": "10px",
    "input_text_size": "1.0625rem",
    "prose_text_size": "1.0625rem",
}


def theme() -> Any:
    """A gradio theme with no font and no colour from outside."""
    import gradio as gr

    font = gr.themes.LocalFont("Source Sans Pro", weights=(400, 700))
    base = gr.themes.Base(
        font=[font, "Segoe UI", "Roboto", "sans-serif"], font_mono=["ui-monospace", "monospace"]
    )
    both = {**_PASSED_ON, **{f"{name}_dark": value for name, value in _PASSED_ON.items()}}
    return base.set(**both, **_ONCE)
