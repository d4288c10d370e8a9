journal-replaced = The list of offers was damaged.
journal-replaced-about = It was put aside whole, and an empty one began. Offers that were live may be missing from Pending; each of them ends by itself within 10 minutes. Workplaces, presets and settings were carried over as far as they could be read.
journal-damaged = The list of offers has damage.
journal-damaged-about = Finish with the person at the counter, then close Counterfoil and open it again: it will put the damaged list aside and begin a new one.
journal-folder = Open the folder
