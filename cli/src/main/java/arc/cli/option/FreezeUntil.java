package arc.cli.option;

/** Names the stage of the backbone up to which everything stays as it is. */
enum FreezeUntil {
    /** All of the backbone learns. */
    NONE(0),
    /** The first stage stays as it is. */
    BLOCK1(1),
    /** The first two. */
    BLOCK2(2),
    /** The first three. */
    BLOCK3(3),
    /** The first four. */
    BLOCK4(4),
    /** All of the backbone. */
    BLOCK5(5);

    private final int stages;

    FreezeUntil(int stages) {
        this.stages = stages;
    }

    int stages() {
        return stages;
    }
}
