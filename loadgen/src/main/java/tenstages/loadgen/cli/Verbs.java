package tenstages.loadgen.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of verbs in the help: in groups, by what one wants to do. */
final class Verbs implements IHelpSectionRenderer {
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Begin:", List.of("tour", "break"));
        GROUPS.put("See:", List.of("film", "prove"));
        GROUPS.put("Practice:", List.of("mystery", "quiz"));
        GROUPS.put("By hand:", List.of("start", "send", "list"));
        GROUPS.put("Build your own:", List.of("learn", "check"));
        GROUPS.put("Teach:", List.of("class", "issues"));
        GROUPS.put("Measure:", List.of("run", "race", "sweep", "compare", "calibrate"));
        GROUPS.put("This program:", List.of("help", "version", "generate-completion"));
    }

    /** All verbs, in the order of their groups. */
    static List<String> all() {
        return GROUPS.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public String render(Help help) {
        Map<String, CommandLine> verbs = help.commandSpec().subcommands();
        StringBuilder text = new StringBuilder();
        int name = all().stream().mapToInt(String::length).max().orElse(0) + 2;
        int width = help.commandSpec().usageMessage().width();
        GROUPS.forEach((group, names) -> {
            text.append(group).append('\n');
            for (String verb : names) {
                Help.TextTable table = Help.TextTable.forColumns(
                        help.colorScheme(),
                        new Help.Column(name + 2, 2, Help.Column.Overflow.SPAN),
                        new Help.Column(width - name - 2, 0, Help.Column.Overflow.WRAP));
                String[] header =
                        verbs.get(verb).getCommandSpec().usageMessage().header();
                table.addRowValues(verb, header.length == 0 ? "" : header[0]);
                text.append(table);
            }
        });
        return text.toString();
    }
}
