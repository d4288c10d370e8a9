// The words of all actions: only the palette and the help need them.
import words from "../../strings/en/later/keys.ftl";
import { learn } from "../../strings/words";

learn(words);
