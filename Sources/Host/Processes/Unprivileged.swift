import Glibc

/// Programs that read what strangers made: started by root, they are root without its powers, and can have none again.
package enum Unprivileged {
    /// What is put before such a program's words; nothing for a plain user, or where nothing can be put away.
    package static func prefix() async -> [String] { await Probe.shared.prefix() }

    private static let words = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"]

    /// Found out by trying, once a process.
    private actor Probe {
        static let shared = Probe()

        private var known: [String]?

        func prefix() async -> [String] {
            if let known { return known }
            var found: [String] = []
            if geteuid() == 0, let program = FileSystem.program("setpriv"),
                case .exited(0)? = try? await Child.run(program, words + ["true"], limit: .seconds(10)).end
            {
                found = [program] + words
            }
            known = found
            return found
        }
    }
}
