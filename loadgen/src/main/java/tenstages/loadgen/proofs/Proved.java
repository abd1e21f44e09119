package tenstages.loadgen.proofs;

import java.util.ArrayList;
import java.util.List;

/**
 * A claim, and what came of each of its trials.
 *
 * @param claim what was claimed
 * @param findings one for each trial, in the same order
 */
public record Proved(Claim claim, List<Finding> findings) {
    /** The worst of its trials'; what is broken is worse than what is not finished. */
    public Finding.Verdict verdict() {
        return findings.stream().map(Finding::verdict).max(Enum::compareTo).orElse(Finding.Verdict.NOT_FINISHED);
    }

    /** The findings whose schedule is worth showing: the pain and what is broken first, or else the first control. */
    public List<Finding> shown() {
        List<Finding> shown = new ArrayList<>(first(Trial.Role.PAIN));
        findings.stream()
                .filter(each -> each.verdict() == Finding.Verdict.BROKEN && each.found())
                .limit(1)
                .forEach(shown::add);
        return shown.isEmpty() ? first(Trial.Role.CONTROL) : shown;
    }

    private List<Finding> first(Trial.Role role) {
        return findings.stream()
                .filter(each -> each.trial().role() == role && each.found())
                .limit(1)
                .toList();
    }
}
