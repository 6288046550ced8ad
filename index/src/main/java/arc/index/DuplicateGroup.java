package arc.index;

import java.util.List;

/**
 * Holds entries that look much the same: each has another one in the group within the cosine that was asked for.
 *
 * @param members at least two, ordered by path
 */
public record DuplicateGroup(List<Member> members) {

    /**
     * Is one of them.
     *
     * @param entry with its paths
     * @param cosine to the nearest other entry of the gallery, which is in the group as well
     */
    public record Member(GalleryEntry entry, double cosine) {}

    /** Copies the list. */
    public DuplicateGroup {
        if (members.size() < 2) {
            throw new IllegalArgumentException("a group has at least two members, got " + members.size());
        }
        members = List.copyOf(members);
    }
}
