import FoundationEssentials
import Host
import MayflyTestSupport
import Testing

/// The built command on images: what it prints and how it exits. Nothing boots, and no appliance runs.
@Suite(.requires(.program("qemu-img"))) struct ImageCommandTests {
    private let scratch = Scratch("image")

    private func run(_ words: String...) async throws -> MayflyCommand.Outcome {
        try await MayflyCommand.run(
            ["image"] + words,
            environment: [
                "MAYFLY_CACHE_DIR": scratch("cache"), "MAYFLY_RUNTIME_DIR": scratch("run"),
                "MAYFLY_ACCELERATOR": "tcg", "REGISTRY_AUTH_FILE": scratch("none.json"),
            ])
    }

    private func disk() throws -> String {
        try scratch.write("disk.img", [UInt8](repeating: 7, count: 1 << 20))
    }

    private struct Image: Decodable {
        var digest: String
        var names: [String]
        var virtualSize: Int64
        var isInUse: Bool
    }

    private func list() async throws -> [Image] {
        let json = try await run("list", "-o", "json").output
        return try JSONDecoder().decode([Image].self, from: Data(json.utf8))
    }

    @Test("an image is imported, listed, looked at, exported and removed")
    func life() async throws {
        let disk = try disk()
        let imported = try await run("import", disk, "web")
        #expect(imported.status == 0, "\(imported.error)")
        let digest = String(imported.output.dropFirst(7).prefix { !$0.isNewline })
        #expect(imported.output == "sha256:\(digest)\n" && digest.count == 64)
        let images = try await list()
        #expect(images.map(\.digest) == [digest] && images[0].names == ["web"] && !images[0].isInUse)
        #expect(images[0].virtualSize == 1 << 20)
        #expect(try await run("list", "--names").output == "web\n")
        #expect(try await run("list").output.contains("web   \(digest.prefix(12))"))

        let inspected = try await run("inspect", "web", "--quick")
        #expect(inspected.output.contains("sha256:" + digest) && inspected.output.contains("path: \(disk)"))
        let json = try await run("inspect", String(digest.prefix(7)), "--quick", "-o", "json").output
        #expect(json.contains(#""summary" : "upload disk.img""#))

        #expect(try await run("export", "web", scratch("out.img"), "-f", "raw").status == 0)
        #expect(try FileSystem.read(scratch("out.img")) == FileSystem.read(disk))
        let refused = try await run("export", "web", scratch("out.img"))
        #expect(refused.status == 1 && refused.error.contains("--force"))

        #expect(try await run("check").output == "1 disk: all right\n")
        let removed = try await run("remove", "web")
        #expect(removed.output == "untagged web\nremoved sha256:\(digest)\n")
        #expect(try await list().isEmpty)
        let gone = try await run("inspect", "web", "--quick")
        #expect(gone.status == 1 && gone.error.contains("mayfly image list"))
    }

    @Test("a fixture's image is built once, and its digest and what volumes call it are printed")
    func build() async throws {
        let file = try scratch.write(
            "empty.yaml",
            """
            apiVersion: mayfly.dev/v1alpha1
            kind: Fixture
            metadata: {name: empty}
            image: {source: {blank: {}}, size: 8Mi}
            template: {spec: {domain: {memory: {guest: 64Mi}, devices: {}}}}

            """)
        let built = try await run("build", file, "--timing")
        #expect(built.status == 0, "\(built.error)")
        let lines = built.output.split(separator: "\n")
        #expect(lines.count == 2 && lines[1] == "mayfly.local/empty@" + lines[0])
        #expect(built.error.contains("total"))
        let json = try await run("build", file, "-o", "json").output
        #expect(json.contains(#""isNew" : false"#))
        #expect(try await run("list", "--names").output == "empty\n")
        let tiny = try await run("build", "tiny")
        #expect(tiny.status == 1 && tiny.error.contains("initramfs"))
    }

    @Test("pull says what it needs to know, and a wrong sum leaves nothing")
    func pull() async throws {
        let disk = try disk()
        let silent = try await run("pull", "file://" + disk)
        #expect(silent.status == 2 && silent.error.contains("--no-verify"))
        #expect(try await run("pull", disk).status == 2)
        let wrong = try await run("pull", "file://" + disk, "--sha256", String(repeating: "0", count: 64))
        #expect(wrong.status == 1 && wrong.error.contains("was thrown away"))
        #expect(try await list().isEmpty)
        let taken = try await run("pull", "file://" + disk, "--no-verify", "--name", "web")
        #expect(taken.status == 0 && taken.output.hasPrefix("sha256:"), "\(taken.error)")
        let bad = try await run("pull", "file://" + disk, "--no-verify", "--name", "A/B")
        #expect(bad.status == 2)
        let both = try await run("pull", "file://" + disk, "--no-verify", "--sha256", String(repeating: "0", count: 64))
        #expect(both.status == 1 && both.error.contains("give one of"))
    }

    @Test("a damaged disk is found and told by the exit status, and gone after the repair")
    func check() async throws {
        let imported = try await run("import", disk(), "web")
        let path = scratch("cache/images/disks/\(imported.output.dropFirst(7).prefix(64)).qcow2")
        var bytes = try FileSystem.read(path)
        bytes[bytes.count - 1] ^= 1
        try FileSystem.write(bytes, to: path)
        let found = try await run("check")
        #expect(found.status == 1 && found.output.contains("is not what its name says"))
        let repaired = try await run("check", "--repair", "-o", "json")
        #expect(repaired.status == 0 && repaired.output.contains(#""isRepaired" : true"#))
        #expect(try await run("check").output == "0 disks: all right\n")
    }

    @Test("what was asked for just now is not pruned, and a trial says what it would do")
    func prune() async throws {
        _ = try await run("import", disk(), "web")
        #expect(try await run("prune", "--all").output == "freed 0 bytes\n")
        #expect(
            try await run("prune", "--older-than", "7d", "--keep-size", "1Gi", "--dry-run").output
                == "would free 0 bytes\n")
        #expect(try await run("prune", "--older-than", "soon").status == 2)
        #expect(try await list().count == 1)
    }

    @Test("an image is pushed, and pulled by the reference that was printed", .requires(.program("docker-registry")))
    func push() async throws {
        let registry = try await RealRegistry()
        _ = try await run("import", disk(), "web")
        let pushed = try await run("push", "web", "docker://\(registry.host)/team/web:v1", "--annotation", "who=me")
        #expect(pushed.status == 0, "\(pushed.error)")
        let lines = pushed.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 2)
        #expect(lines[1] == "docker://\(registry.host)/team/web@" + lines[0])
        let pulled = try await run("pull", lines[1], "--name", "back")
        #expect(pulled.status == 0, "\(pulled.error)")
        #expect(try await run("list", "--names").output == "back\nweb\n")
        let wrong = try await run("push", "web", "team/web:v1")
        #expect(wrong.status == 1 && wrong.error.contains("docker://HOST/REPOSITORY:TAG"))
    }
}
