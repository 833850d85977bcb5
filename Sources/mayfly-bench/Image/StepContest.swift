import Host
import Images
import Lifecycle
import LocalProvider
import Mayfly
import Offload

/// Ten operations on a disk: by us, each in a layer of its own, and by virt-customize.
struct StepContest: Sendable {
    private let directory: String
    private let base: DiskImage
    private let recipe: ImageRecipe
    private let recipeFile: String
    private let accelerator: Accelerator
    private let builder: ImageBuilder

    private static let tool = "#!/bin/sh\necho a tool\n"

    /// The fixture's disk is made, if it is not there, in this user's store.
    init(fixture: Fixture, accelerator: Accelerator, in directory: String) async throws {
        (self.directory, self.accelerator) = (directory, accelerator)
        guard let beneath = fixture.recipe else {
            throw PeerObstacle("\(fixture.name) has no disk; give another with --fixture")
        }
        complain("mayfly-bench: the disk of \(fixture.name), not counted")
        let host = try await LocalProvider().host
        base = try await host.imageBuilder(accelerator).image(
            for: beneath, architecture: DiskStore.hostArchitecture
        ) { _ in }
        // Alone in a file, as virt-customize and a store of our own get it.
        try await runTool(
            "qemu-img", ["convert", "-O", "qcow2", base.path, directory + "/base.qcow2"], package: "qemu-utils")
        try FileSystem.write(Array(Self.tool.utf8), to: directory + "/tool", mode: 0o755)
        recipeFile = directory + "/bench.yaml"
        try FileSystem.write(Array(Self.text(in: directory).utf8), to: recipeFile)
        guard let recipe = try Fixture(path: recipeFile).recipe else { throw PeerObstacle("bench.yaml has no disk") }
        self.recipe = recipe
        let cache = HostDirectories(runtime: HostDirectories.ofThisUser.runtime, cache: directory + "/cache")
        builder = try await LocalProvider(cache).host.imageBuilder(accelerator)
    }

    /// The operations, as a fixture says them.
    private static func text(in directory: String) -> String {
        """
        apiVersion: mayfly.dev/v1alpha1
        kind: Fixture
        metadata: {name: bench}
        image:
          source: {upload: {path: \(directory)/base.qcow2}}
        customize:
          - mkdir: {path: /srv/data}
          - write: {path: /srv/data/greeting, content: "hello\\n"}
          - append: {path: /etc/hosts, content: "192.0.2.1 elsewhere\\n"}
          - edit: {path: /srv/data/greeting, match: hello, with: goodbye}
          - upload: {source: \(directory)/tool, path: /usr/local/bin/tool, mode: "0755"}
          - chmod: {path: /srv/data/greeting, mode: "0600"}
          - symlink: {path: /srv/link, target: /srv/data}
          - hostname: bench
          - timezone: Europe/Berlin
          - run: uname -a >/srv/data/ran
        template: {spec: {domain: {devices: {}, memory: {guest: 512Mi}}}}
        """
    }

    /// The same operations for virt-customize.
    private var arguments: [String] {
        [
            "--format", "qcow2", "-a", overlay, "--no-network", "--no-logfile", "--quiet",
            "--mkdir", "/srv/data", "--write", "/srv/data/greeting:hello\n",
            "--append-line", "/etc/hosts:192.0.2.1 elsewhere",
            "--edit", "/srv/data/greeting:s/hello/goodbye/",
            "--upload", "\(directory)/tool:/usr/local/bin/tool", "--chmod", "0600:/srv/data/greeting",
            "--link", "/srv/data:/srv/link", "--hostname", "bench", "--timezone", "Europe/Berlin",
            "--run-command", "uname -a >/srv/data/ran",
        ]
    }

    private var overlay: String { directory + "/overlay.qcow2" }

    private func build(noCache: Bool) async throws {
        _ = try await builder.image(
            for: recipe, architecture: DiskStore.hostArchitecture, options: .init(noCache: noCache)
        ) { _ in }
    }

    func compare(rounds: Int) async throws -> ImageReport.Comparison {
        var comparison = ImageReport.Comparison(
            .steps, "ten operations on \(base.digest.prefix(12))", peer: "virt-customize")
        // Both have their appliance from there, and made before the first round that counts.
        var environment = ["LIBGUESTFS_BACKEND": "direct", "LIBGUESTFS_CACHEDIR": directory + "/cache"]
        if accelerator == .tcg { environment["LIBGUESTFS_BACKEND_SETTINGS"] = "force_tcg" }
        let variables = environment
        try await comparison.measure(rounds: rounds) {
            try await build(noCache: true)
        } theirs: {
            try? FileSystem.remove(overlay)
            try await runTool(
                "qemu-img", ["create", "-q", "-f", "qcow2", "-b", directory + "/base.qcow2", "-F", "qcow2", overlay],
                package: "qemu-utils")
            try await runTool("virt-customize", arguments, environment: variables, package: "libguestfs-tools")
        }
        return comparison
    }

    /// The recipe again, with nothing changed: in this process, and by the command.
    func repeated(rounds: Int) async throws -> ImageReport.Cached {
        try await build(noCache: false)
        var cached = ImageReport.Cached()
        for _ in 0..<rounds { cached.library.append(try await seconds { try await build(noCache: false) }) }
        let command = ownDirectory + "/mayfly"
        let environment = ["MAYFLY_CACHE_DIR": directory + "/cache"]
        do {
            for round in 0...rounds {
                let seconds = try await seconds {
                    try await runTool(
                        command, ["image", "build", recipeFile], environment: environment, package: "mayfly")
                }
                if round > 0 { cached.command.append(seconds) }
            }
        } catch {
            try Task.checkCancellation()
            cached.obstacle = "\(error)"
        }
        return cached
    }

    private var ownDirectory: String {
        let own = FileSystem.linkTarget("/proc/self/exe") ?? ""
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    }
}
