import Testing
import Verdicts

private func verdict(_ kind: ConsoleVerdict.Kind, _ reason: String = "", _ trailing: String = "") -> ConsoleVerdict {
    func line(_ number: Int, _ text: String) -> ConsoleLine { ConsoleLine(number: number, raw: [], text: text) }
    return ConsoleVerdict(kind: kind, reason: reason, line: line(0, reason), trailing: [line(1, trailing)])
}

@Suite struct VerdictPolicyTests {
    @Test("each class has a name that does not change, and means itself")
    func names() throws {
        let names = ConsoleVerdict.Kind.allCases.map(\.rawValue).joined(separator: " ")
        #expect(
            names
                == "panic init-died no-init no-root late-timer emergency-shell nothing-to-boot powered-down halted "
                + "restarting oops bug warning lockdep kasan kcsan kfence kmsan ubsan rcu-stall hung-task soft-lockup "
                + "hard-lockup oom")
        for kind in ConsoleVerdict.Kind.allCases {
            #expect(try VerdictSelector(kind.rawValue).kinds == [kind])
        }
    }

    @Test("groups go by severity, each with what is worse")
    func groups() throws {
        let errors = try VerdictSelector("errors")
        #expect(errors.matches(verdict(.kasan)) && errors.matches(verdict(.kernelPanic)))
        #expect(!errors.matches(verdict(.warning)))
        #expect(try VerdictSelector("warnings").kinds.isSuperset(of: errors.kinds))
        #expect(try VerdictSelector("all").kinds == Set(ConsoleVerdict.Kind.allCases))
        #expect(try !VerdictSelector("warnings").matches(verdict(.poweredDown)))
    }

    @Test("what is allowed is allowed although its class fails, by a text in its reason or its lines")
    func allowed() throws {
        let policy = VerdictPolicy(
            failOn: [try VerdictSelector("warnings")],
            allow: [try VerdictSelector("warning=known_noise"), try VerdictSelector("lockdep")])
        #expect(policy.fails(verdict(.warning, "lib/a.c:1 other+0x1/0x2")))
        #expect(!policy.fails(verdict(.warning, "lib/a.c:1 known_noise+0x1/0x2")))
        #expect(!policy.fails(verdict(.warning, "lib/a.c:1 other+0x1/0x2", " known_noise+0x3/0x4")))
        #expect(policy.fails(verdict(.oops, "known_noise")))
        #expect(!policy.fails(verdict(.lockdep)))
    }

    @Test("a word that is none is refused with the one that was meant")
    func unknown() {
        #expect {
            try VerdictSelector("kasam")
        } throws: {
            "\($0)" == "'kasam' is no class of verdicts; did you mean 'kasan'?"
        }
        #expect(throws: VerdictSelectorError.self) { try VerdictSelector("=x") }
    }
}
