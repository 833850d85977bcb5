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
            for (name, machine) in machines {
                group.addTask {
                    let prefix = machines.count == 1 ? "" : (name ?? machine.name) + "-"
                    return await machine.artifacts().map { Artifact(prefix + $0.name, $0.contents) }
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

    private mutating func add(_ issues: [String]) {
        guard !issues.isEmpty else { return }
        artifacts.append(Artifact("issues.txt", text: issues.map { $0 + "\n" }.joined(separator: "\n")))
    }

    /// Writes all of it to a directory of the test's own, and says so on standard error; a failure to do so is told there
    /// too, because it must not hide the test's.
    package func write(_ settings: ArtifactSettings, for test: [String]) {
        guard let directory = settings.directory, !artifacts.isEmpty else { return }
        let place = ArtifactPlace.next(in: directory, for: test)
        do throws(MachineError) {
            for artifact in artifacts { try artifact.write(to: place) }
            Self.tell("mayfly: what explains \(test.last ?? "the test") is in \(place)\n")
        } catch {
            Self.tell("mayfly: \(error)\n")
        }
    }

    private static func tell(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
