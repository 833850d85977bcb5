/// The code that names fixtures.
struct SwiftFile {
    var module: String
    var fixtures: [NamedFixture]

    var text: String {
        let members = fixtures.map { fixture in
            [fixture.value, fixture.function].compactMap(\.self).joined(separator: "\n\n")
        }
        return """
            // Made by Mayfly's plugin FixtureNames of the package's fixtures; made again when they change.
            import \(module)

            extension Fixture {
            \(members.joined(separator: "\n\n"))
            }

            """
    }
}

extension NamedFixture {
    private var comment: String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let words = description.map { $0.split { $0.isNewline }.joined(separator: " ") }
        return [words, "`\(name)`."].compactMap(\.self).map { "    /// \($0)" }.joined(separator: "\n    ///\n")
    }

    /// Nil where its parameters must be given.
    fileprivate var value: String? {
        guard let archive else { return nil }
        let fence = String(repeating: "#", count: longestRun(of: "#", in: archive) + 1)
        let lines = archive.split(separator: "\n").map { "        \($0)" }.joined(separator: "\n")
        return """
            \(comment)
                nonisolated static let \(name.declared) = Fixture(
                    archive: \(fence)\"""
            \(lines)
                    \"""\(fence))
            """
    }

    /// Nil where it has no parameters.
    fileprivate var function: String? {
        guard hasParameters else { return nil }
        return """
            \(comment)
                nonisolated static func \(name.declared)(
                    parameters: [String: ParameterValue]
                ) throws(FixtureError) -> Fixture {
                    try Fixture(path: \(literal(file)), parameters: parameters)
                }
            """
    }

    private func longestRun(of character: Character, in text: String) -> Int {
        var (longest, run) = (0, 0)
        for other in text {
            run = other == character ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    private func literal(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\", "\"": "\\\(scalar)"
            case _ where scalar.value < 0x20: "\\u{\(String(scalar.value, radix: 16))}"
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
