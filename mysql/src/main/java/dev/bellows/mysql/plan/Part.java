package dev.bellows.mysql.plan;

/** One kind of change to a table: says what it needs in each phase. One file for each. */
@FunctionalInterface
interface Part {
    void contribute(PlanContext context, TableSteps steps);
}
