import CLinux
import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

@Suite struct HostDirectoriesTests {
    private let scratch = Scratch("dirs")
    private var directories: HostDirectories { HostDirectories(runtime: scratch("r"), cache: scratch("c")) }

    @Test("our variables come before XDG's, and those before a directory of the user's own")
    func places() {
        func places(_ environment: [String: String]) -> [String] {
            let found = HostDirectories(environment: environment, user: 1000, home: "/home/me")
            return [found.runtime, found.cache]
        }
        #expect(places([:]) == ["/tmp/mayfly-1000", "/home/me/.cache/mayfly"])
        let xdg = ["XDG_RUNTIME_DIR": "/run/user/1000", "XDG_CACHE_HOME": "/cache"]
        #expect(places(xdg) == ["/run/user/1000/mayfly", "/cache/mayfly"])
        let ours = ["MAYFLY_RUNTIME_DIR": "/r", "MAYFLY_CACHE_DIR": "/c"]
        #expect(places(xdg.merging(ours) { $1 }) == ["/r", "/c"])
    }

    @Test("a relative or empty variable of XDG's counts as none", arguments: ["", "relative", "./here"])
    func relativeXDG(_ value: String) {
        let found = HostDirectories(
            environment: ["XDG_RUNTIME_DIR": value, "XDG_CACHE_HOME": value], user: 7, home: "/h")
        #expect(found == HostDirectories(runtime: "/tmp/mayfly-7", cache: "/h/.cache/mayfly"))
    }

    @Test(
        "a relative or empty variable of ours is an error that names it",
        arguments: ["MAYFLY_RUNTIME_DIR", "MAYFLY_CACHE_DIR"], ["", "relative", "./here"])
    func relative(_ variable: String, _ value: String) {
        var environment = ["MAYFLY_RUNTIME_DIR": scratch("r"), "MAYFLY_CACHE_DIR": scratch("c")]
        environment[variable] = value
        let found = HostDirectories(environment: environment, user: 7, home: scratch("h"))
        let error = #expect(throws: HostError.self) { try found.prepare() }
        #expect(error?.code == .setting)
        #expect(error?.message.contains("unset \(variable)") == true)
        #expect(error?.message.contains("\"\(value)\"") == !value.isEmpty)
        #expect(FileSystem.names(in: scratch.path) == [], "it is refused before anything is made")
    }

    @Test("a place where nothing can be made is an error")
    func unmakeable() {
        let error = #expect(throws: SystemError.self) { try FileSystem.makeDirectory("/proc/no-such-thing/below") }
        #expect(error?.call == "mkdir")
    }

    @Test("what is missing is made for us alone, and can be prepared again")
    func prepare() throws {
        try directories.prepare()
        try directories.prepare()
        for directory in [directories.runtime, directories.cache, directories.machines, directories.verdicts] {
            #expect(FileSystem.status(directory).map { $0.st_mode & 0o777 } == 0o700, "\(directory)")
        }
    }

    @Test("a directory that others can write is closed to them")
    func writableByOthers() throws {
        mkdir(scratch("r"), 0o700)
        chmod(scratch("r"), 0o777)
        try directories.prepare()
        #expect(FileSystem.status(scratch("r")).map { $0.st_mode & 0o777 } == 0o700)
    }

    @Test(
        "a directory with files and no marker may be somebody's: it is refused and left as it is",
        arguments: ["r", "c"])
    func somebodys(_ name: String) throws {
        try scratch.write(name + "/m/thesis", "precious")
        chmod(scratch(name), 0o775)
        let error = #expect(throws: HostError.self) { try directories.prepare() }
        #expect(error?.code == .directory)
        #expect(error?.message.contains(scratch(name)) == true)
        #expect(error?.message.contains(name == "r" ? "MAYFLY_RUNTIME_DIR" : "MAYFLY_CACHE_DIR") == true)
        #expect(FileSystem.names(in: scratch(name)) == ["m"])
        #expect(FileSystem.status(scratch(name)).map { $0.st_mode & 0o777 } == 0o775)
    }

    @Test("an empty directory is taken, and so is one that another process is just claiming")
    func emptyDirectories() throws {
        mkdir(scratch("r"), 0o700)
        try scratch.write("c/version.new-abc", "")
        try directories.prepare()
        #expect(scratch.text("r/version") == scratch.text("c/version"))
    }

    @Test("another version's directory is refused, with its name and what to do")
    func version() throws {
        try scratch.write("c/version", "mayfly 99\n")
        let error = #expect(throws: HostError.self) { try directories.prepare() }
        #expect(error?.code == .version)
        #expect(error?.message.contains("mayfly 99") == true)
        #expect(error?.message.contains("MAYFLY_CACHE_DIR") == true)
        #expect(scratch.text("c/version") == "mayfly 99\n")
    }

    @Test("a path that leaves no room for a socket's address is refused")
    func tooLong() throws {
        let long = HostDirectories(runtime: scratch(String(repeating: "x", count: 60)), cache: scratch("c"))
        let error = #expect(throws: HostError.self) { try long.prepare() }
        #expect(error?.code == .path)
        #expect(error?.message.contains("MAYFLY_RUNTIME_DIR") == true)
        #expect(FileSystem.names(in: scratch.path) == [], "it is refused before anything is made")
    }

    @Test("libvirt's longest socket fits below the longest runtime directory")
    func longest() {
        let runtime = String(repeating: "x", count: HostDirectories.longestRuntime)
        let name = String("mayfly-\(Lease.makeRun())-a-long-name".prefix(20))
        let socket = "\(runtime)/libvirt/config/libvirt/qemu/lib/domain-99999-\(name)/monitor.sock"
        #expect(socket.utf8.count == 107)
    }

    @Test("a symlink or a file in its place is refused")
    func notADirectory() throws {
        mkdir(scratch("real"), 0o700)
        symlink(scratch("real"), scratch("r"))
        #expect(throws: HostError.self) { try directories.prepare() }
        #expect(FileSystem.names(in: scratch("real")) == [])
        unlink(scratch("r"))
        try scratch.write("r", "a file")
        let error = #expect(throws: HostError.self) { try directories.prepare() }
        #expect(error?.code == .directory)
    }

    @Test("another user's directory is refused", .requires(.root))
    func notOurs() throws {
        mkdir(scratch("r"), 0o777)
        chown(scratch("r"), 65534, 65534)
        let error = #expect(throws: HostError.self) { try directories.prepare() }
        #expect(error?.code == .directory)
        #expect(error?.message.contains("not a directory of your own") == true)
    }

    @Test("a directory that cannot be made says which variable to set")
    func cannotBeMade() throws {
        try scratch.write("f", "")
        let inFile = HostDirectories(runtime: scratch("f/r"), cache: scratch("c"))
        let error = #expect(throws: HostError.self) { try inFile.prepare() }
        #expect(error?.code == .directory)
        #expect(error?.description.contains("MAYFLY_RUNTIME_DIR") == true)
    }
}
