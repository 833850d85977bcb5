import Glibc
import KubeVirt

/// The directories in which a fixture is looked for by its name, in their order; the first that has it wins.
///
/// 1. those of `MAYFLY_FIXTURE_PATH`, with colons between them;
/// 2. the project's: `Fixtures` in the current directory, or in the nearest one above that has it, up to the root of a git
///    checkout. Directories that everybody may write, such as `/tmp`, are passed over: what lies there may be anybody's;
/// 3. the user's: `$XDG_CONFIG_HOME/mayfly/fixtures`, else `~/.config/mayfly/fixtures`;
/// 4. those that come with Mayfly.
///
/// A fixture's name is its file's, without the ending `.yaml`, `.yml` or `.json`. For `extends` and `image.source.fixture`
/// the directory of the file that says so comes first, and a file is never its own parent: `Fixtures/debian-12.yaml` may
/// extend Mayfly's own `debian-12`.
package struct FixtureSearchPath: Sendable, Hashable {
    /// Why a directory is looked in.
    package enum Origin: String, Sendable, Hashable, Codable {
        case environment, project, user, shipped
    }

    package struct Directory: Sendable, Hashable {
        package var path: String
        package var origin: Origin

        package init(_ path: String, _ origin: Origin) {
            self.path = path
            self.origin = origin
        }
    }

    /// Those before Mayfly's own.
    package var directories: [Directory]

    static let endings = ["yaml", "yml", "json"]

    package init(_ directories: [Directory] = []) { self.directories = directories }

    /// As the environment and the current directory have it.
    package init(environment: [String: String], current: String, home: String) {
        var found: [Directory] = []
        let current = current.hasSuffix("/") ? String(current.dropLast()) : current
        for path in (environment["MAYFLY_FIXTURE_PATH"] ?? "").split(separator: ":") {
            found.append(Directory(path.hasPrefix("/") ? String(path) : "\(current)/\(path)", .environment))
        }
        if let project = Self.project(above: current) { found.append(Directory(project, .project)) }
        // XDG: a relative path counts as none.
        let configuration = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        found.append(Directory((configuration ?? home + "/.config") + "/mayfly/fixtures", .user))
        directories = found
    }

    /// That of this process.
    package static var ofThisProcess: FixtureSearchPath {
        var environment: [String: String] = [:]
        for name in ["MAYFLY_FIXTURE_PATH", "XDG_CONFIG_HOME", "HOME"] {
            environment[name] = getenv(name).map { String(cString: $0) }
        }
        let home = environment["HOME"] ?? getpwuid(geteuid()).map { String(cString: $0.pointee.pw_dir) } ?? ""
        return FixtureSearchPath(environment: environment, current: absolutePath("", besides: ""), home: home)
    }

    private static func project(above start: String) -> String? {
        var directory = start.split(separator: "/").map(String.init)
        while true {
            let path = "/" + directory.joined(separator: "/")
            let prefix = path == "/" ? "" : path
            if let status = fileStatus(path), status.st_mode & 0o002 == 0, isDirectory(prefix + "/Fixtures") {
                return prefix + "/Fixtures"
            }
            if directory.isEmpty || fileStatus(prefix + "/.git") != nil { return nil }
            directory.removeLast()
        }
    }

    /// Whether a fixture may be called so.
    static func isName(_ text: String) -> Bool { (try? ObjectName.validate(text)) != nil }
}
