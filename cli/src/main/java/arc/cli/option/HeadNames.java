package arc.cli.option;

import arc.train.head.MarginHeads;

import java.util.Iterator;

/** Lists the heads' names, as help prints them. */
final class HeadNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return MarginHeads.ids().iterator();
    }
}
