import Mayfly
import Offload
import Terminal

/// One bisection, from two commits to the first bad one.
struct Bisection: Sendable {
    struct Report: Encodable, Sendable {
        struct Step: Encodable, Sendable {
            var commit: String
            var subject: String
            var verdict: BisectVerdict
            var reason: String
        }

        struct Commit: Encodable, Sendable {
            var commit: String
            var subject: String
        }

        /// Nil when only commits that cannot be tested were left.
        var firstBad: Commit?
        var steps: [Step] = []
    }

    let tree: GitTree
    /// Tries the commit that is checked out.
    let trial: @Sendable () async throws -> BisectTrial.Result

    func run(good: [String], bad: String) async throws -> Report {
        guard try await !tree.isBisecting() else {
            throw MachineError(
                .invalidInput, "a bisection is under way in \(tree.path); end it by: git -C \(tree.path) bisect reset")
        }
        var commits: [String] = []
        for name in good { commits.append(try await tree.commit(name)) }
        let (goods, newest) = (commits, try await tree.commit(bad))
        let tree = tree
        return try await finishing {
            try await steps(try await tree.start(good: goods, bad: newest))
        } finally: {
            // What was found is more than that; but nobody shall believe that his tree is as it was.
            do { try await tree.reset() } catch {
                Standard.note(
                    "\(tree.path) is still in a bisection (\(error)); end it by: git -C \(tree.path) bisect reset")
            }
        }
    }

    private func steps(_ first: GitTree.Answer) async throws -> Report {
        var (answer, report) = (first, Report())
        while answer == .next {
            try Task.checkCancellation()
            let commit = try await tree.commit("HEAD")
            let subject = try await tree.subject(commit)
            Standard.note("\(commit.prefix(12)) \(subject.printable)")
            let result = try await trial()
            Standard.note("\(commit.prefix(12)) is \(result.verdict.words): \(result.reason)")
            report.steps.append(
                Report.Step(commit: commit, subject: subject, verdict: result.verdict, reason: result.reason))
            answer = try await tree.judge(result.verdict)
        }
        if case .firstBad(let commit) = answer {
            report.firstBad = Report.Commit(commit: commit, subject: try await tree.subject(commit))
        }
        return report
    }
}

extension BisectVerdict {
    fileprivate var words: String { self == .skip ? "skipped" : rawValue }
}

extension Bisection.Report {
    /// For a person.
    var text: String {
        let untested = steps.count { $0.verdict == .skip }
        let note = untested > 0 ? ", \(untested) of them skipped" : ""
        guard let firstBad else {
            return "undecided: only commits that cannot be tested are left (\(steps.count) tried\(note))\n"
        }
        return
            "\(firstBad.commit) \(firstBad.subject.printable)\nis the first bad commit (\(steps.count) tried\(note))\n"
    }
}
