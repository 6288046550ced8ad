package arc.index;

import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;

import java.io.IOException;

/**
 * Shows a gallery's folder to Lucene, and nothing outside of it. A commit lists its files by name, Lucene deletes those of
 * a commit it is done with, and takes {@code _0_x/../../letter} for such a name: whoever made the gallery could have it
 * delete any file.
 */
final class GalleryDirectory extends FilterDirectory {

    GalleryDirectory(Directory directory) {
        super(directory);
    }

    /**
     * Refuses commits that list files of others.
     *
     * @throws CorruptIndexException when one does
     */
    static void requireOwnFiles(Directory directory) throws IOException {
        for (IndexCommit commit : DirectoryReader.listCommits(directory)) {
            for (String name : commit.getFileNames()) {
                own(name);
            }
        }
    }

    private static String own(String name) throws CorruptIndexException {
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw new CorruptIndexException("it lists a file that is not in its folder, " + name, name);
        }
        return name;
    }

    @Override
    public void deleteFile(String name) throws IOException {
        super.deleteFile(own(name));
    }

    @Override
    public long fileLength(String name) throws IOException {
        return super.fileLength(own(name));
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        return super.createOutput(own(name), context);
    }

    @Override
    public void rename(String source, String target) throws IOException {
        super.rename(own(source), own(target));
    }

    @Override
    public IndexInput openInput(String name, IOContext context) throws IOException {
        return super.openInput(own(name), context);
    }
}
