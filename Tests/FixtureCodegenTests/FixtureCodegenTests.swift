import FixtureLoading
import MayflyTestSupport
import Testing

@testable import fixture_codegen

@Suite struct FixtureCodegenTests {
    private static let head = "apiVersion: mayfly.dev/v1alpha1\nkind: Fixture\n"

    private func names(_ scratch: Scratch) -> Result<String, Mistakes> {
        let files = FixtureCodegen.fixtures(in: scratch.path) ?? []
        return FixtureCodegen.names(of: files, in: scratch.path, importing: "MayflyTesting")
    }

    private func mistakes(_ scratch: Scratch) -> [String] {
        guard case .failure(let mistakes) = names(scratch) else { return [] }
        return mistakes.lines.map { $0.replacing(scratch.path + "/", with: "") }
    }

    @Test("names, comments and fixtures are made as in the golden file")
    func golden() throws {
        let scratch = Scratch("codegen")
        try scratch.write(
            "web-server.yaml",
            """
            # A web server: it says ##"# and \\(hello). More is not told.
            \(Self.head)metadata: {name: web}
            extends: base
            customize:
              - run: echo '###' "\\(x)"
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {a: b}

            """)
        try scratch.write(
            "base.yaml",
            """
            \(Self.head)metadata: {name: base}
            image: {size: 4Gi, source: {bootstrap: {distribution: debian, suite: bookworm}}}
            template: {spec: {domain: {devices: {}, memory: {guest: 64Mi}}}}

            """)
        try scratch.write(
            "default.yaml",
            """
            \(Self.head)metadata: {name: default}
            extends: tiny
            parameters: {CPUS: {type: integer, default: 1}}
            template: {spec: {domain: {cpu: {cores: $(params.CPUS)}}}}

            """)
        try scratch.write(
            "9p.yaml",
            """
            \(Self.head)metadata: {name: nine}
            extends: tiny
            parameters: {KEY: {description: Whose it is.}}
            template: {spec: {hostname: $(params.KEY)}}

            """)
        let text = try names(scratch).get().replacing(scratch.path, with: "/DIRECTORY")
        try expectGolden(text, "FixtureNames.swift.txt")
    }

    @Test("every mistake of every file is told as a compiler tells it, at its place")
    func places() throws {
        let scratch = Scratch("codegen")
        try scratch.write("a.yaml", Self.head + "metadata: {name: a}\nextends: tiny\ntempalte: {}\n")
        try scratch.write("b.yaml", Self.head + "metadata: {name: b}\nextends: nowhere\n")
        try scratch.write("c.yaml", "a: [\n")
        try scratch.write("good.yaml", Self.head + "metadata: {name: good}\nextends: tiny\n")
        let mistakes = mistakes(scratch)
        #expect(mistakes.contains { $0.hasPrefix("a.yaml:5:1: error: ") && $0.contains("tempalte") }, "\(mistakes)")
        #expect(mistakes.contains { $0.hasPrefix("b.yaml:4:") && $0.contains("nowhere") }, "\(mistakes)")
        #expect(mistakes.contains { $0.hasPrefix("c.yaml:") && $0.contains(": error: ") }, "\(mistakes)")
        #expect(!mistakes.contains { $0.contains("good.yaml") || $0.contains("\n") })
    }

    @Test("what Mayfly ships can be extended by its name")
    func search() throws {
        let scratch = Scratch("codegen")
        try scratch.write("a.yaml", Self.head + "metadata: {name: a}\nextends: debian-12\n")
        #expect(try names(scratch).get().contains("static let a = Fixture("))
    }

    @Test("two files of one name in Swift, and a file that Swift has no name for, are mistakes")
    func badNames() throws {
        let scratch = Scratch("codegen")
        for name in ["de-bian", "de.bian", "kind", "größe"] {
            try scratch.write("\(name).yaml", Self.head + "metadata: {name: x}\nextends: tiny\n")
        }
        let mistakes = mistakes(scratch)
        #expect(mistakes.count == 3, "\(mistakes)")
        #expect(mistakes.contains { $0.hasPrefix("de.bian.yaml:1:1: error: ") && $0.contains("‘deBian’") })
        #expect(mistakes.contains { $0.hasPrefix("kind.yaml:1:1: error: ") })
        #expect(mistakes.contains { $0.hasPrefix("größe.yaml:1:1: error: ") })
    }

    @Test("a name in Swift is a file's without dashes, as Swift writes it")
    func names() throws {
        let files = ["debian-12-full.yaml", "9p.yml", "/x/my.web_server.json", "switch.yaml"]
        #expect(try files.map { try SwiftName(file: $0).text } == ["debian12Full", "_9p", "myWebServer", "switch"])
        #expect(try SwiftName(file: "switch.yaml").declared == "`switch`")
    }

    @Test("fixtures are the YAML and JSON files of a directory, and of none that lies below")
    func files() throws {
        let scratch = Scratch("codegen")
        for name in ["a.yaml", "b.yml", "c.json", "d.sh", ".e.yaml"] { try scratch.write(name, "") }
        let names = FixtureCodegen.fixtures(in: scratch.path)?.sorted()
        #expect(names == ["a.yaml", "b.yml", "c.json"].map { scratch($0) })
        #expect(FixtureCodegen.fixtures(in: scratch("nowhere")) == nil)
    }

    @Test("no fixtures are no names, and code all the same")
    func none() throws {
        #expect(try names(Scratch("codegen")).get().contains("extension Fixture {\n\n}"))
    }
}
