package tenstages.loadgen.pains;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each claim of each contract draws its line. */
class ClaimTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; answered within 2 s; 0; true",
                "1; answered within 2 s; 1; false",
                "1; answered within 2 s; 19; false",
                "1; answered once the silent one left; 18; false",
                "1; answered once the silent one left; 19; true",
                "2; garbage lines answered with an error; 0; true",
                "2; garbage lines answered with an error; 1; false",
                "2; server survives the endless line; 0; true",
                "2; server survives the endless line; 1; false",
                "2; endless line answered with line_too_long; 0; true",
                "2; endless line answered with line_too_long; 1; false",
                "2; an ordinary client meanwhile; 0; true",
                "2; an ordinary client meanwhile; 1; false",
                "3; events in the balance afterwards; 0; true",
                "3; events in the balance afterwards; 1; false",
                "3; events acknowledged; 999; false",
                "3; events acknowledged; 1000; true",
                "3; events acknowledged; 1001; false",
                "4; p50 of replies, ms; 1999; false",
                "4; p50 of replies, ms; 2000; true",
                "4; p99 of replies, ms; 1999; false",
                "4; p99 of replies, ms; 2000; true",
                "4; replies per second; 3; true",
                "4; replies per second; 3.1; false",
                "4; events applied per second; 2; true",
                "4; events applied per second; 2.1; false",
                "5; events applied per second; 2; true",
                "5; events applied per second; 2.1; false",
                "5; events rejected, %; 94.9; false",
                "5; events rejected, %; 95; true",
                "6; missing; 0; false",
                "6; missing; 1; true",
                "6; missing; -1; false",
                "6; accepted; 199; false",
                "6; accepted; 200; true",
                "7; gain from 16 workers to 64; 1.19; true",
                "7; gain from 16 workers to 64; 1.2; false",
                "7; p50 of balance reads at 16 workers, ms; 20; false",
                "7; p50 of balance reads at 16 workers, ms; 20.1; true",
                "7; p99 of balance reads at 16 workers, ms; 50; false",
                "7; p99 of balance reads at 16 workers, ms; 50.1; true",
                "8; the server can tell, and is right; 0; true",
                "8; the server can tell, and is right; 1; false",
                "9; accepted and never heard of again; 100; false",
                "9; accepted and never heard of again; 101; true",
                "9; exit code; 130; true",
                "9; exit code; 0; false",
                "9; exit code; 143; false",
                "10; missing after a restart; 100; false",
                "10; missing after a restart; 101; true",
                "10; applied twice; 0; true",
                "10; applied twice; 1; false",
                "11; users that nobody answers for; 99; false",
                "11; users that nobody answers for; 100; true",
                "11; accepted and out of reach; 100; false",
                "11; accepted and out of reach; 101; true",
                "11; applied twice; 0; true",
                "11; applied twice; 1; false",
                "11; accepted with a broker less; 0; true",
                "11; accepted with a broker less; 1; false",
                "12; answered within 2 s; 0; true",
                "12; answered within 2 s; 1; false",
                "12; answered once the sleeper was; 18; false",
                "12; answered once the sleeper was; 19; true"
            })
    void theStageHurtsUpToALimit(int scenario, String figure, double value, boolean hurts) {
        assertThat(claim(scenario, figure).hurts().test(value)).isEqualTo(hurts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; answered within 2 s; 0; 18; false",
                "1; answered within 2 s; 0; 19; true",
                "1; answered once the silent one left; 19; 18; false",
                "1; answered once the silent one left; 0; 19; true",
                "2; garbage lines answered with an error; 0; 99; false",
                "2; garbage lines answered with an error; 0; 100; true",
                "2; server survives the endless line; 1; 0; false",
                "2; server survives the endless line; 0; 1; true",
                "2; endless line answered with line_too_long; 1; 0; false",
                "2; endless line answered with line_too_long; 0; 1; true",
                "2; an ordinary client meanwhile; 1; 0; false",
                "2; an ordinary client meanwhile; 0; 1; true",
                "3; events in the balance afterwards; 0; 999; false",
                "3; events in the balance afterwards; 0; 1000; true",
                "3; events in the balance afterwards; 0; 1001; false",
                "3; events acknowledged; 1000; 999; false",
                "3; events acknowledged; 1000; 1000; true",
                "4; p50 of replies, ms; 4000; 80; true",
                "4; p50 of replies, ms; 4000; 80.1; false",
                "4; p99 of replies, ms; 4000; 80; true",
                "4; p99 of replies, ms; 4000; 80.1; false",
                "4; replies per second; 2; 19.9; false",
                "4; replies per second; 2; 20; true",
                "4; events applied per second; 2; 2; true",
                "4; events applied per second; 2; 2.1; false",
                "5; events applied per second; 2; 6.9; false",
                "5; events applied per second; 2; 7; true",
                "5; events rejected, %; 98; 89.9; false",
                "5; events rejected, %; 98; 90; true",
                "6; missing; 100; 0; true",
                "6; missing; 100; 1; false",
                "6; missing; 100; -1; false",
                "6; accepted; 200; 199; false",
                "6; accepted; 199; 200; true",
                "7; gain from 16 workers to 64; 1; 3; false",
                "7; gain from 16 workers to 64; 1; 3.1; true",
                "7; p50 of balance reads at 16 workers, ms; 50; 5; true",
                "7; p50 of balance reads at 16 workers, ms; 50; 5.1; false",
                "7; p99 of balance reads at 16 workers, ms; 150; 50; true",
                "7; p99 of balance reads at 16 workers, ms; 150; 50.1; false",
                "8; the server can tell, and is right; 0; 0; false",
                "8; the server can tell, and is right; 0; 1; true",
                "9; accepted and never heard of again; 500; 0; true",
                "9; accepted and never heard of again; 500; 1; false",
                "9; exit code; 130; 0; true",
                "9; exit code; 130; 1; false",
                "9; exit code; 130; 130; false",
                "10; missing after a restart; 2000; 0; true",
                "10; missing after a restart; 2000; 1; false",
                "10; applied twice; 0; 0; true",
                "10; applied twice; 0; 1; false",
                "11; users that nobody answers for; 100; 0; true",
                "11; users that nobody answers for; 100; 1; false",
                "11; accepted and out of reach; 2000; 0; true",
                "11; accepted and out of reach; 2000; 1; false",
                "11; applied twice; 0; 0; true",
                "11; applied twice; 0; 1; false",
                "11; accepted with a broker less; 0; 100; true",
                "11; accepted with a broker less; 0; 99; false",
                "12; answered within 2 s; 0; 19; true",
                "12; answered within 2 s; 0; 18; false",
                "12; answered once the sleeper was; 19; 19; true",
                "12; answered once the sleeper was; 19; 18; false"
            })
    void theNextStageIsCuredFromALimitOn(int scenario, String figure, double before, double after, boolean cured) {
        assertThat(claim(scenario, figure).cured().holds(before, after)).isEqualTo(cured);
    }

    @Test
    void everyClaimHasValuesOnBothSidesOfItsLimits() throws NoSuchMethodException {
        Set<String> names = new HashSet<>();
        for (Scenario scenario : Scenario.all()) {
            for (Claim claim : scenario.contract()) {
                names.add(scenario.number() + "; " + claim.figure());
            }
        }
        CsvSource pain = getClass()
                .getDeclaredMethod("theStageHurtsUpToALimit", int.class, String.class, double.class, boolean.class)
                .getAnnotation(CsvSource.class);
        CsvSource cure = getClass()
                .getDeclaredMethod(
                        "theNextStageIsCuredFromALimitOn",
                        int.class,
                        String.class,
                        double.class,
                        double.class,
                        boolean.class)
                .getAnnotation(CsvSource.class);
        for (String name : names) {
            for (String side : new String[] {"; true", "; false"}) {
                assertThat(pain.value()).anyMatch(row -> row.startsWith(name + ";") && row.endsWith(side));
                assertThat(cure.value()).anyMatch(row -> row.startsWith(name + ";") && row.endsWith(side));
            }
        }
    }

    private static Claim claim(int scenario, String figure) {
        return Scenario.all().get(scenario - 1).contract().stream()
                .filter(claim -> claim.figure().equals(figure))
                .findFirst()
                .orElseThrow();
    }
}
