import Host
import MayflyTestSupport
import Testing

/// The table of features in the documentation names tests and recorded domains: they must be there.
@Suite struct FeatureTableTests {
    private let rows: [Substring] =
        (FileSystem.text(TestHost.package + "/Sources/Mayfly/Mayfly.docc/Features.md") ?? "")
        .split(separator: "\n").filter { $0.first == "|" }

    private static func files(below directory: String) -> [String] {
        FileSystem.names(in: directory).flatMap { name -> [String] in
            let path = directory + "/" + name
            return FileSystem.names(in: path).isEmpty ? [name] : files(below: path)
        }
    }

    @Test func `every feature has its row, in order`() {
        let numbers = rows.compactMap { Int($0.split(separator: "|")[0].filter { $0 != " " }) }
        #expect(numbers == Array(1...63))
        #expect(rows.allSatisfy { $0.split(separator: "|").count == 5 })
    }

    @Test func `the table of back ends has both in each row, and names tests that exist`() {
        let page = FileSystem.text(TestHost.package + "/Sources/Mayfly/Mayfly.docc/Cluster.md") ?? ""
        let section = page.split(separator: "## Features by back end").last?.split(separator: "\n## ").first ?? ""
        let rows = section.split(separator: "\n").filter { $0.first == "|" }.dropFirst(2).map { row in
            row.split(separator: "|").map { $0.trimmingPrefix(" ") }
        }
        #expect(rows.count >= 20)
        #expect(rows.allSatisfy { $0.count == 4 && !$0[1].isEmpty && !$0[2].isEmpty })
        let files = Set(Self.files(below: TestHost.package + "/Tests"))
        let named = rows.flatMap { $0.last?.split(separator: "`") ?? [] }.filter { $0.hasSuffix("Tests") }
        #expect(named.count > 20)
        #expect(named.filter { !files.contains($0 + ".swift") } == [])
    }

    @Test func `every test and recorded domain that is named exists`() {
        let files = Set(Self.files(below: TestHost.package + "/Tests"))
        let named = rows.flatMap { $0.split(separator: "|").last?.split(separator: "`") ?? [] }.filter {
            $0.hasSuffix("Tests") || $0.hasSuffix(".xml")
        }
        #expect(named.count > 60)
        let missing = named.map { $0.hasSuffix(".xml") ? String($0) : $0 + ".swift" }.filter { !files.contains($0) }
        #expect(Set(missing) == [])
    }
}
