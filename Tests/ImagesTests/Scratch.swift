import FoundationEssentials
import Glibc
import Testing

/// A directory for one test, removed with everything in it.
func withScratch<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let path = FileManager.default.temporaryDirectory.path + "/mayfly-images-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    defer {
        #expect(throws: Never.self, "a test must leave nothing") { try FileManager.default.removeItem(atPath: path) }
    }
    return try await body(path)
}

/// Writes a file and the directories above it.
func writeFile(_ path: String, _ bytes: some Sequence<UInt8>) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
}

func writeFile(_ path: String, _ text: String = "") throws { try writeFile(path, Array(text.utf8)) }

/// A host with these kernels: an image that says nothing of itself, and modules unless they are left out.
func installKernels(_ versions: String..., modules: Bool = true, in root: String) throws {
    for version in versions {
        try writeFile("\(root)/boot/vmlinuz-\(version)", "kernel")
        if modules { try writeFile("\(root)/lib/modules/\(version)/modules.dep", "") }
    }
}
