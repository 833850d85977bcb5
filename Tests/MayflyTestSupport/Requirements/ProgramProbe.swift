import Host

/// Whether a program is installed.
enum ProgramProbe {
    static func obstacle(_ name: String) -> String? {
        FileSystem.program(name) == nil ? "\(name) is not installed" : nil
    }
}
