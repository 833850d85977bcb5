import FixtureLoading
import Fixtures
import Glibc
import Testing

/// Files of one test's own, and a search path that leads to them and nowhere else.
final class FixtureTree {
    let root: String

    init(_ files: [String: String] = [:]) throws {
        var template = Array("/tmp/mayfly-fixtures-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        root = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for (name, text) in files { try write(name, text) }
    }

    deinit { Self.remove(root) }

    private static func remove(_ path: String) {
        if let stream = opendir(path) {
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(stream)
        }
        Glibc.remove(path)
    }

    func path(_ name: String) -> String { root + "/" + name }

    func makeDirectory(_ name: String) {
        var path = root
        for part in name.split(separator: "/") {
            path += "/" + part
            mkdir(path, 0o755)
        }
    }

    func write(_ name: String, _ text: String) throws {
        makeDirectory(name.split(separator: "/").dropLast().joined(separator: "/"))
        let file = try #require(fopen(path(name), "w"))
        fputs(text, file)
        fclose(file)
    }

    /// The root is the project's directory of fixtures.
    var loader: FixtureLoader { FixtureLoader(search: FixtureSearchPath([.init(root, .project)])) }

    func load(_ name: String, _ parameters: [String: ParameterValue] = [:]) throws -> Fixture {
        try loader.load(path: path(name), parameters: parameters)
    }

    /// What is said of a file that cannot be loaded, without the directory's name.
    func message(_ name: String, _ parameters: [String: ParameterValue] = [:]) -> String {
        let error = #expect(throws: FixtureError.self) { try load(name, parameters) }
        return (error?.message ?? "").split(separator: root + "/", omittingEmptySubsequences: false).joined()
    }

    /// The head of a fixture of this name.
    static func head(_ name: String) -> String {
        "apiVersion: mayfly.dev/v1alpha1\nkind: Fixture\nmetadata: {name: \(name)}\n"
    }

    /// A whole one, with further lines.
    static func whole(_ name: String, _ more: String = "") -> String {
        head(name) + "template: {spec: {domain: {devices: {}, memory: {guest: 64Mi}}}}\n" + more
    }
}
