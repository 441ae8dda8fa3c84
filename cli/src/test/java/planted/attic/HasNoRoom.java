package planted.attic;

/** A package that the table of rooms does not have. */
public record HasNoRoom() {}
