package import Machines
package import Verdicts

extension BootCourse {
    /// What the boot came to, after ``close()``: what the kernel says stands over time that was up, and that over results.
    ///
    /// Throws what kept the boot from saying anything.
    package func end() throws(MachineError) -> BootEnd {
        if let verdict = failures.first { return .kernelFailed("\(verdict.kind.rawValue): \(verdict.reason)") }
        let last = verdicts.last(where: \.endsBoot)
        // Its own last words explain an end that was not ours, whenever they come.
        if let sudden, last == nil { return .kernelFailed(sudden) }
        if let lateness { return .timedOut(lateness) }
        if let status, status != 0 { return boot.board == nil ? .commandExited(status) : .programExited(status) }
        if let failure, last == nil { throw failure }
        // Who allows a panic does not wait for what would have come after it.
        let isAllowed = last.map { verdict in policy.allow.contains { $0.matches(verdict) } } ?? false
        if !boot.command.isEmpty, status == nil, !isAllowed {
            let words = last.map { "\($0.kind.rawValue): \($0.reason)" }
            return .kernelFailed("the guest ended before the command did: \(words ?? "it powered down")")
        }
        if !watch.missing.isEmpty { return .missed(watch.missing) }
        guard boot.readsResults else { return .passed }
        return documents.isEmpty ? .testsFailed("no results of tests came") : documents.failure ?? .passed
    }

    /// The streams of results, those of the console first.
    package var documents: [TestDocument] {
        boot.readsResults ? (reader.documents + results.documents).filter { !$0.isNothing } : []
    }

    package var expectationsMet: [BootExpectation] {
        watch.expectations.indices.filter { !watch.open.contains($0) }.map { watch.expectations[$0] }
    }
}

extension [TestDocument] {
    fileprivate var failure: BootEnd? {
        let failed = flatMap(\.nodes).flatMap { $0.failedLeaves(within: "") }
        if !failed.isEmpty {
            let names = failed.prefix(5).joined(separator: ", ") + (failed.count > 5 ? " …" : "")
            return .testsFailed("\(failed.count) test\(failed.count == 1 ? "" : "s") failed: \(names)")
        }
        for document in self {
            if let words = document.bailOut { return .testsFailed("Bail out! \(words)") }
            if let problem = document.problems.first { return .testsFailed("the results are damaged: \(problem)") }
        }
        return nil
    }
}

extension TestNode {
    fileprivate func failedLeaves(within path: String) -> [String] {
        let name = path + (name.isEmpty ? "\(number)" : name)
        let below = children.flatMap { $0.failedLeaves(within: name + "/") }
        return below.isEmpty && status.isFailure ? [name] : below
    }
}

extension TestDocument {
    /// Whether a program wrote nothing that is a result.
    fileprivate var isNothing: Bool { nodes.isEmpty && plan == nil && bailOut == nil }
}
