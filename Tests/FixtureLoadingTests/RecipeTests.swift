import FixtureLoading
import Fixtures
import KubeVirt
import Testing
import YAML

/// What fixtures say of images: sources, and steps that change them.
@Suite struct RecipeTests {
    private func fixture(source: String = "blank: {}", customize: String = "[]") throws -> Fixture {
        let text = """
            apiVersion: mayfly.dev/v1alpha1
            kind: Fixture
            metadata: {name: a}
            template: {spec: {domain: {devices: {}, memory: {guest: 64Mi}}}}
            image: {size: 1Gi, source: {\(source)}}
            customize: \(customize)
            """
        return try FixtureLoader().fixture(from: Array(text.utf8), file: "/dir/f.yaml")
    }

    private func message(source: String = "blank: {}", customize: String = "[]") -> String {
        #expect(throws: FixtureError.self) { try fixture(source: source, customize: customize) }?.message ?? ""
    }

    private static let sum = String(repeating: "0a", count: 32)

    static let sources: [(String, ImageSource)] = [
        (
            "http: {url: 'https://h/d.qcow2', sha256: \(sum.uppercased())}",
            .http(HTTPSource(url: "https://h/d.qcow2", verification: .sha256(sum)))
        ),
        (
            "http: {url: 'http://h/d', checksums: SHA512SUMS, certBundle: ca.pem, extraHeaders: ['A: b'], "
                + "secretExtraHeaders: [{fromEnv: TOKEN}, {fromFile: /t}]}",
            .http(
                HTTPSource(
                    url: "http://h/d", verification: .checksums("SHA512SUMS"), certBundle: "/dir/ca.pem",
                    extraHeaders: ["A: b"], secretExtraHeaders: [.environment("TOKEN"), .file("/t")]))
        ),
        (
            "http: {url: 'file:///d.img', verify: none}",
            .http(HTTPSource(url: "file:///d.img", verification: .none))
        ),
        ("registry: {url: 'docker://h/r:t'}", .registry(RegistrySource(url: "docker://h/r:t"))),
        (
            "registry: {url: 'docker://h/r', path: /disk/a.img, architecture: arm64, insecure: true}",
            .registry(RegistrySource(url: "docker://h/r", path: "/disk/a.img", architecture: "arm64", insecure: true))
        ),
        ("upload: {path: d.qcow2}", .upload(UploadSource(path: "/dir/d.qcow2"))),
        (
            "upload: {path: /d.qcow2, sha256: \(sum)}",
            .upload(UploadSource(path: "/d.qcow2", verification: .sha256(sum)))
        ),
        ("blank: {}", .blank(BlankSource())),
    ]

    @Test(arguments: sources.indices)
    func `each source is read as it is written, and written so that it is read the same`(index: Int) throws {
        let (yaml, source) = Self.sources[index]
        #expect(try fixture(source: yaml).image?.source == source)
        #expect(try YAMLDecoder().decode(ImageSource.self, from: YAMLEncoder().encode(source)) == source)
    }

    static let steps: [(String, CustomizeStep)] = [
        ("install: [curl, 'nginx=1.22*']", .install("curl", "nginx=1.22*")),
        ("remove: [exim4]", .remove("exim4")),
        ("update: []", .update()),
        ("run: 'echo $HOME'", .run("echo $HOME")),
        (
            "run: {shell: a, environment: {A: b}, secrets: {T: {fromEnv: TOKEN}}, network: true, deadline: 5m}",
            .run(
                "a", environment: ["A": "b"], secrets: ["T": .environment("TOKEN")], network: true,
                deadline: Deadline(.seconds(300)))
        ),
        ("script: setup.sh", .script("/dir/setup.sh")),
        ("script: {path: /s, arguments: [a, '-b']}", .script("/s", "a", "-b")),
        (
            "write: {path: /a, content: b, mode: 0600, owner: 'me:us'}",
            .write("b", to: "/a", mode: .init(rawValue: 0o600), owner: "me:us")
        ),
        ("append: {path: /a, content: b}", .append("b", to: "/a")),
        ("edit: {path: /a, match: '^x=(.*)$', with: 'y=$1'}", .edit("/a", match: "^x=(.*)$", with: "y=$1")),
        ("copyIn: {source: tree, to: /opt}", .copyIn("/dir/tree", to: "/opt")),
        ("upload: {source: f, path: /opt/f}", .upload("/dir/f", to: "/opt/f")),
        ("mkdir: {path: /a/b, mode: '1777'}", .mkdir("/a/b", mode: .init(rawValue: 0o1777))),
        ("chmod: {path: /a, mode: 0755}", .chmod("/a", .init(rawValue: 0o755))),
        ("chown: {path: /a, owner: ':adm', recursive: true}", .chown("/a", ":adm", recursive: true)),
        ("symlink: {path: /a, target: ../b}", .symlink("/a", to: "../b")),
        ("delete: [/a, /b]", .delete("/a", "/b")),
        ("hostname: db1.example", .hostname("db1.example")),
        ("timezone: Europe/Berlin", .timezone("Europe/Berlin")),
        ("locale: de_DE.UTF-8", .locale("de_DE.UTF-8")),
        (
            "user: {name: robot, password: {hash: '$6$salt$hash'}, sshKeys: ['ssh-ed25519 AAAA x'], groups: [adm], sudo: true, shell: /bin/sh, uid: 1234}",
            .user(
                "robot", password: .hash("$6$salt$hash"), sshKeys: ["ssh-ed25519 AAAA x"], groups: ["adm"], sudo: true,
                shell: "/bin/sh", uid: 1234)
        ),
        ("user: {name: robot, password: {fromFile: pw}}", .user("robot", password: .secret(.file("/dir/pw")))),
        ("sshHostKeys: [{fromFile: key}]", .sshHostKeys(.file("/dir/key"))),
        ("rootPassword: {locked: true}", .rootPassword(.locked)),
        ("rootPassword: {fromEnv: PW}", .rootPassword(.secret(.environment("PW")))),
        ("enable: [a.service]", .enable("a.service")), ("disable: [a.timer]", .disable("a.timer")),
        ("mask: ['getty@tty1.service']", .mask("getty@tty1.service")),
        ("firstboot: date", .firstboot("date")), ("firstboot: {shell: date, name: d}", .firstboot("date", name: "d")),
        ("kernel: {package: linux-image-amd64}", .kernel(.package("linux-image-amd64"))),
        (
            "kernel: {kernel: bzImage, modules: lib/modules/6.1}",
            .kernel(.files(kernel: "/dir/bzImage", modules: "/dir/lib/modules/6.1", initramfs: nil))
        ),
        (
            "kernelArguments: {add: [quiet, a=b], remove: [splash]}",
            .kernelArguments(add: ["quiet", "a=b"], remove: ["splash"])
        ),
        ("kernelModules: {source: /lib/modules/6.1}", .kernelModules("/lib/modules/6.1")),
        ("helper: {}", .helper), ("relabel: {}", .relabel),
        ("sysprep: [machine-id, logs]", .sysprep(.machineID, .logs)),
        ("sparsify: {}", .sparsify),
    ]

    @Test(arguments: steps.indices)
    func `each step is read as it is written, and written so that it is read the same`(index: Int) throws {
        let (yaml, step) = Self.steps[index]
        let read = try fixture(customize: "[{\(yaml)}]").customize
        #expect(read == [step])
        #expect(read.first?.location == FileLocation(file: "/dir/f.yaml", line: 6, column: 13))
        #expect(try YAMLDecoder().decode(CustomizeStep.self, from: YAMLEncoder().encode(step)) == step)
        #expect(yaml.hasPrefix(step.action.name + ":"))
    }

    @Test("steps in Swift's words, with loops and conditions, are the steps of the text")
    func builder() throws {
        let recipe = ImageRecipe(.blank(BlankSource()), size: .gibibytes(1)) {
            CustomizeStep.install("curl")
            for name in ["a", "b"] { CustomizeStep.hostname(name) }
            if recipeIsLong { CustomizeStep.sparsify } else { CustomizeStep.relabel }
        }
        #expect(
            try fixture(customize: "[{install: [curl]}, {hostname: a}, {hostname: b}, {sparsify: {}}]").recipe == recipe
        )
    }

    private var recipeIsLong: Bool { true }

    static let wrong: [(source: String, customize: String, words: String)] = [
        (
            "http: {url: 'https://h/d'}", "[]",
            "image.source.http: nothing says that the file is the right one; write sha256"
        ),
        ("http: {url: 'ftp://h/d', verify: none}", "[]", "image.source.http.url: expected an address such as https://"),
        ("http: {url: 'http://h/d', verify: all}", "[]", "image.source.http.verify: expected ‘none’"),
        ("http: {url: 'http://h/d', sha256: abc}", "[]", "image.source.http.sha256: expected 64 hexadecimal digits"),
        ("http: {url: 'http://h/d', sha265: abc, verify: none}", "[]", "did you mean ‘sha256’?"),
        ("http: {url: 'http://h/d', sha256: \(sum), verify: none}", "[]", "write only one of sha256 and verify"),
        ("http: {url: 'http://h/d', verify: none, extraHeaders: ['A']}", "[]", "expected ‘Name: value’"),
        ("http: {url: 'http://h/d', verify: none, secretExtraHeaders: ['A: b']}", "[]", "secretExtraHeaders[0]"),
        ("registry: {url: h/r}", "[]", "image.source.registry.url: expected docker://HOST/REPOSITORY:TAG"),
        ("upload: {file: a}", "[]", "image.source.upload.file: unknown field ‘file’"),
        ("blank: {}, upload: {path: a}", "[]", "a source is exactly one of blank, bootstrap"),
        ("fixture: {}", "[]", "another fixture is exactly one of name, path"),
        ("blank: {}", "[{install: []}]", "customize[0].install: expected a list with something in it"),
        ("blank: {}", "[{install: [--force]}]", "customize[0].install[0]: expected the name of a package"),
        ("blank: {}", "[{instal: [a]}]", "did you mean ‘install’?"),
        ("blank: {}", "[{install: [a], remove: [b]}]", "a step is exactly one of install, remove"),
        ("blank: {}", "[{run: ''}]", "customize[0].run: expected something to run"),
        ("blank: {}", "[{run: {shell: a, environment: {1A: b}}}]", "expected names of variables, got ‘1A’"),
        ("blank: {}", "[{run: {shel: a}}]", "did you mean ‘shell’?"),
        (
            "blank: {}", "[{write: {path: a, content: b}}]",
            "customize[0].write.path: expected an absolute path in the guest"
        ),
        ("blank: {}", "[{write: {path: /a/../b, content: b}}]", "without ‘..’"),
        (
            "blank: {}", "[{edit: {path: /a, match: '(', with: b}}]",
            "customize[0].edit.match: ‘(’ is not a regular expression"
        ),
        ("blank: {}", "[{chown: {path: /a, owner: 'a b'}}]", "expected an owner such as www-data"),
        ("blank: {}", "[{hostname: -a}]", "customize[0].hostname: expected a host name"),
        ("blank: {}", "[{timezone: ../etc}]", "expected a time zone"),
        ("blank: {}", "[{user: {name: a, password: hunter2}}]", "customize[0].user.password"),
        ("blank: {}", "[{user: {name: a, password: {hash: hunter2}}}]", "expected a hash as /etc/shadow has it"),
        ("blank: {}", "[{user: {name: '--a'}}]", "expected a name such as robot"),
        ("blank: {}", "[{user: {name: a, sshKeys: [AAAA]}}]", "expected public keys"),
        ("blank: {}", "[{enable: ['-x']}]", "expected a unit such as ssh.service"),
        ("blank: {}", "[{kernel: {}}]", "write either package"),
        ("blank: {}", "[{kernelArguments: {}}]", "write add or remove"),
        ("blank: {}", "[{sysprep: [everything]}]", "customize[0].sysprep[0]"),
        ("blank: {}", "[{sparsify: {a: b}}]", "expected an empty mapping"),
        ("initramfs: {}", "[{sparsify: {}}]", "customize: an initramfs is no disk"),
    ]

    @Test(arguments: wrong.indices)
    func `a mistake has its place and what to write`(index: Int) {
        let (source, customize, words) = Self.wrong[index]
        let found = message(source: source, customize: customize)
        #expect(found.contains(words) && found.hasPrefix("/dir/f.yaml:"), "\(found)")
    }

    @Test("a secret that was written by mistake is not told again")
    func secrets() {
        #expect(!message(customize: "[{user: {name: a, password: {hash: hunter2}}}]").contains("hunter2"))
    }

    @Test("an empty disk needs a size, and steps need a disk")
    func sizes() {
        let text = """
            apiVersion: mayfly.dev/v1alpha1
            kind: Fixture
            metadata: {name: a}
            template: {spec: {domain: {devices: {}, memory: {guest: 64Mi}}}}
            image: {source: {blank: {}}}
            """
        func message(_ text: String) -> String {
            #expect(throws: FixtureError.self) {
                try FixtureLoader().fixture(from: Array(text.utf8), file: "f.yaml")
            }?.message ?? ""
        }
        #expect(message(text).contains("image.size: an empty disk has no size of its own"))
        let bare = text.split(separator: "\n").dropLast().joined(separator: "\n") + "\ncustomize: [{sparsify: {}}]\n"
        #expect(message(bare).contains("customize: there is no image to change"))
    }
}
