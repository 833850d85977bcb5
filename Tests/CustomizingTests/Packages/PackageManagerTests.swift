import MayflyTestSupport
import Testing

@testable import Customizing

@Suite struct PackageManagerTests {
    @Test func `each manager is asked without a question, and for its lists once`() throws {
        var text = ""
        let operations: [(String, PackageOperation)] = [
            ("install", .install(["curl", "g++"])), ("remove", .remove(["nano"])), ("update all", .update([])),
            ("update some", .update(["curl"])),
        ]
        for manager in PackageManager.allCases {
            for (name, operation) in operations {
                let command = manager.command(operation, isFresh: false)
                text += "# \(manager.rawValue), \(name)\(command.network ? ", network" : "")\n\(command.script)\n"
            }
        }
        try expectGolden(text, "managers.txt")
    }

    @Test func `fresh lists are not fetched again, and a removal fetches none`() {
        #expect(!PackageManager.apt.command(.install(["x"]), isFresh: true).script.contains("update"))
        let removal = PackageManager.apt.command(.remove(["x"]), isFresh: false)
        #expect(!removal.script.contains("update") && !removal.network && removal.caches.isEmpty)
        #expect(removal.keepsServicesDown)
    }
}
