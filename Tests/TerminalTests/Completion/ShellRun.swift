import Glibc

/// Runs a script in a shell of this host.
enum ShellRun {
    static func isInstalled(_ shell: String) -> Bool {
        run("command -v \(shell)", in: "sh").status == 0
    }

    /// What the script prints on both streams, and its exit status.
    static func run(_ script: String, in shell: String) -> (output: String, status: Int32) {
        var template = Array("/tmp/mayfly-completion-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return ("no temporary file", -1) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        var rest = Array(script.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return ("cannot write", -1) }
            rest = rest.dropFirst(count)
        }
        close(descriptor)
        guard let pipe = popen("\(shell) \(path) 2>&1", "r") else { return ("cannot start", -1) }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { output += buffer.prefix(count) }
        let status = pclose(pipe)
        return (String(decoding: output, as: UTF8.self), status)
    }
}
