import FoundationEssentials

/// What a program of a fake guest gets; it returns its exit code, and throws CancellationError when it is signalled.
package typealias FakeProgram = @Sendable (FakeInvocation) async throws -> Int32

/// One start of a program in a fake guest.
package struct FakeInvocation: Sendable {
    package let guest: FakeGuest
    package let group: FakeGroup
    /// The program's own name first.
    package var arguments: [String]
    package var environment: [String: String]
    package var directory: String
    package var user: UInt32
    package var input: FakePipe
    package var output: @Sendable ([UInt8]) async -> Void
    package var error: @Sendable ([UInt8]) async -> Void

    package func print(_ text: String) async { await output(Array(text.utf8)) }

    func path(_ path: String) -> String { path.hasPrefix("/") ? path : directory + "/" + path }
}

extension FakeGuest {
    /// The programs that every fake guest has: as much of a small system's as the contract needs.
    static let programs: [String: FakeProgram] = [
        "true": { _ in 0 },
        "false": { _ in 1 },
        "sh": { try await FakeShell.run($0) },
        "echo": { run in
            await run.print(run.arguments.dropFirst().joined(separator: " ") + "\n")
            return 0
        },
        "printf": { run in
            await run.print((run.arguments.dropFirst().first ?? "").replacingNewlines)
            return 0
        },
        "cat": { run in
            if run.arguments.count == 1 {
                while case let bytes = try await run.input.read(), !bytes.isEmpty { await run.output(bytes) }
            }
            for path in run.arguments.dropFirst() {
                // A kernel draws another one at each look.
                if path == "/proc/sys/kernel/random/uuid" {
                    await run.print(UUID().uuidString + "\n")
                    continue
                }
                if path == "/proc/sys/kernel/random/boot_id" {
                    await run.print(run.guest.bootIdentifier + "\n")
                    continue
                }
                guard case .file(let bytes)? = run.guest.files[run.path(path)]?.content else {
                    await run.error(Array("cat: can't open '\(path)': No such file or directory\n".utf8))
                    return 1
                }
                await run.output(bytes)
            }
            return 0
        },
        "pwd": { run in
            await run.print(run.directory + "\n")
            return 0
        },
        "id": { run in
            await run.print("\(run.user)\n")
            return 0
        },
        "sleep": { run in
            try await Task.sleep(for: .seconds(Double(run.arguments.last ?? "") ?? 0))
            return 0
        },
        "ps": { run in
            await run.print(run.guest.commandLines.map { $0 + "\n" }.joined())
            return 0
        },
        "test": { run in run.guest.files[run.path(run.arguments.last ?? "")] == nil ? 1 : 0 },
        "mkdir": { run in
            for path in run.arguments.dropFirst() where !path.hasPrefix("-") {
                run.guest.files[run.path(path)] = FakeFiles.Entry(content: .directory, mode: 0o755, time: 0)
            }
            return 0
        },
        "poweroff": { run in
            await run.guest.powerOff()
            return 0
        },
        "reboot": { run in
            await run.guest.reboot()
            return 0
        },
    ]
}

extension String {
    /// `\n` as a new line.
    fileprivate var replacingNewlines: String {
        var text = ""
        var rest = self[...]
        while let character = rest.popFirst() {
            if character == "\\", rest.first == "n" {
                rest.removeFirst()
                text.append("\n")
            } else {
                text.append(character)
            }
        }
        return text
    }
}
