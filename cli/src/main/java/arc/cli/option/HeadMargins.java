package arc.cli.option;

import arc.train.head.MarginHeads;

import java.util.Iterator;
import java.util.stream.Stream;

/** Lists the units and defaults of the heads' margins, as help prints them. */
final class HeadMargins implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Stream.of(MarginHeads.values()).filter(MarginHeads::hasMargin).map(
                head -> head.id() + ": " + head.marginUnit() + " (default: " + head.byDefault().margin() + ")")
                .iterator();
    }
}
