package arc.infer.model;

import arc.infer.image.Preprocessing;

/** Says what it takes to use a model: what it sees of a picture, and what it makes of it. */
public sealed interface Card permits ModelCard, ForeignCard {

    /** Returns what turns a picture into the input. */
    Preprocessing preprocessing();

    /** Returns the length of the embedding. */
    int dimension();
}
