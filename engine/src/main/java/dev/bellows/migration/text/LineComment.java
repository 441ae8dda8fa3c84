package dev.bellows.migration.text;

/** Where a comment to the end of the line is, as offsets into the text; the end is behind it. */
public record LineComment(int start, int end) {}
