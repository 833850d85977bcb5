import FoundationEssentials
import Glibc

// guest-helper-embed OUTPUT.swift FILE.c|FILE.h …: used by the plugin EmbedGuestHelper.
do {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first, arguments.count > 1 else {
        throw EmbedError("usage: guest-helper-embed OUTPUT.swift FILE...")
    }
    let files = arguments.dropFirst().sorted()
    let compiler = try Compiler.find()
    let build = try buildID(of: files, compiler: compiler)
    let program = try compiler.compile(files.filter { $0.hasSuffix(".c") }, buildID: build, beside: output)
    let source = try swiftSource(
        program: program, architecture: try compiler.architecture(), buildID: build, files: files)
    try Data(source.utf8).write(to: URL(filePath: output), options: .atomic)
} catch {
    let line = Array("error: \(error)\n".utf8)
    _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    exit(1)
}
