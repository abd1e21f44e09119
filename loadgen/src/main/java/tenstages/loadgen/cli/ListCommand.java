package tenstages.loadgen.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.Text;

/** The verb {@code list}: what there is to be started. */
@Command(name = "list", header = "Lists the programs that can be started.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("name", "port", "what it is", "page")));
        for (Program program : Programs.all()) {
            rows.add(List.of(
                    program.shortName(),
                    program.isServer() ? String.valueOf(program.port()) : "",
                    program.description(),
                    program.page()));
        }
        System.out.print(Text.table(rows, Terminal.width()));
        return ExitCodes.OK;
    }
}
