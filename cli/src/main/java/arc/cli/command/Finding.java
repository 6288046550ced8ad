package arc.cli.command;

/**
 * Holds one thing that {@code arc doctor} looked at.
 *
 * @param name what it is
 * @param status how it is
 * @param value what was found
 * @param remedy what to do about it; empty when it is ok
 */
record Finding(String name, Status status, String value, String remedy) {

    /** How a thing is. */
    enum Status {
        /** As it should be. */
        OK,
        /** arc works without it, but not as well. */
        WARN,
        /** arc does not work without it. */
        FAIL
    }

    static Finding ok(String name, String value) {
        return new Finding(name, Status.OK, value, "");
    }

    static Finding warn(String name, String value, String remedy) {
        return new Finding(name, Status.WARN, value, remedy);
    }

    static Finding fail(String name, String value, String remedy) {
        return new Finding(name, Status.FAIL, value, remedy);
    }
}
