// The words of the list and of what opens from it, here and in Activity.
import words from "../../strings/en/later/pending.ftl";
import { learn } from "../../strings/words";

learn(words);
