import FoundationEssentials
import Glibc
import Testing

/// A directory for one test, removed with everything in it.
func withScratch<Value>(_ body: (String) throws -> Value) throws -> Value {
    let path = FileManager.default.temporaryDirectory.path + "/mayfly-archive-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    defer {
        #expect(throws: Never.self, "a test must leave nothing") { try FileManager.default.removeItem(atPath: path) }
    }
    return try body(path)
}

func writeFile(_ path: String, _ bytes: some Sequence<UInt8>) throws {
    try Data(bytes).write(to: URL(filePath: path))
}

func readFile(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
}
