import Glibc
package import Machines

/// What explains a failed test: its issues, and the artifacts of each of its machines.
package struct Explanation: Sendable {
    /// Names have the machine's before them where there are several.
    package private(set) var artifacts: [Artifact] = []

    package init() {}

    /// Looks at all machines at the same time.
    package init(issues: [String], machines: [String?: Machine]) async {
        await withTaskGroup(of: [Artifact].self) { group in
            for (prefix, machine) in Self.prefixed(machines) {
                group.addTask {
                    await machine.artifacts().map { Artifact(prefix + $0.name, $0.contents) }
                }
            }
            for await found in group { artifacts += found }
        }
        add(issues)
        artifacts.sort { $0.name < $1.name }
    }

    /// That of a machine that did not get ready.
    package init(issues: [String], artifacts: [Artifact]) {
        self.artifacts = artifacts
        add(issues)
    }

    /// Where there are several, each has a name before those of its files that no other has.
    private static func prefixed(_ machines: [String?: Machine]) -> [(prefix: String, machine: Machine)] {
        if machines.count == 1 { return machines.values.map { ("", $0) } }
        // The name that a test gives is the one by which its machine is looked for: those choose first.
        let named = machines.compactMap { name, machine in name.map { (name: $0, machine: machine) } }
            .sorted { $0.name < $1.name }
        let unnamed = machines[nil].map { [(name: $0.name, machine: $0)] } ?? []
        var used: Set<String> = []
        return (named + unnamed).map { name, machine in
            let word = ArtifactPlace.fileName(of: [name])
            let plain = word.isEmpty ? "machine" : word
            var unique = plain
            var number = 1
            while !used.insert(unique).inserted {
                number += 1
                unique = "\(plain)-\(number)"
            }
            return (unique + "-", machine)
        }
    }

    private mutating func add(_ issues: [String]) {
        guard !issues.isEmpty else { return }
        artifacts.append(Artifact("issues.txt", text: issues.map { $0 + "\n" }.joined(separator: "\n")))
    }

    /// Writes all of it to a directory of the test's own, and says so on standard error; what cannot be written is told
    /// there too, because it must not hide the test's failure.
    package func write(_ settings: ArtifactSettings, for test: [String]) {
        guard let directory = settings.directory, !artifacts.isEmpty else { return }
        let place = ArtifactPlace.next(in: directory, for: test)
        var isWritten = false
        for artifact in artifacts {
            do throws(MachineError) {
                try artifact.write(to: place)
                isWritten = true
            } catch {
                Self.tell("mayfly: \(error)\n")
            }
        }
        if isWritten { Self.tell("mayfly: what explains \(test.last ?? "the test") is in \(place)\n") }
    }

    private static func tell(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
