/// What a step does to a disk.
public enum CustomizeAction: Sendable, Hashable {
    /// Packages, with what they need; by the distribution's own package manager, which gets the network for it.
    case install([PackageName])
    /// Packages, taken out.
    case remove([PackageName])
    /// Newer packages; all when the list is empty.
    case update([PackageName])
    /// A shell's script or a file of the host, run inside.
    case run(CommandStep)
    case write(WriteStep)
    case append(AppendStep)
    case edit(EditStep)
    case copyIn(CopyInStep)
    case upload(UploadStep)
    case mkdir(MakeDirectoryStep)
    case chmod(ModeStep)
    case chown(OwnerStep)
    case symlink(SymlinkStep)
    /// Files and trees; what is not there is no error.
    case delete([GuestPath])
    case hostname(String)
    /// A zone by its name, such as `Europe/Berlin`.
    case timezone(String)
    /// A locale by its name, such as `de_DE.UTF-8`, made where it is not there.
    case locale(String)
    case user(UserStep)
    case sshHostKeys(SSHHostKeysStep)
    case rootPassword(PasswordValue)
    /// Units of systemd's, to start at boot.
    case enable([String])
    /// Units, not to start at boot.
    case disable([String])
    /// Units, not to start at all.
    case mask([String])
    case firstboot(FirstBootStep)
    case kernel(KernelStep)
    case kernelArguments(KernelArgumentsStep)
    case kernelModules(KernelModulesStep)
    /// Mayfly's guest helper as a service of systemd's; disks of `bootstrap` have it. The bytes are those of the program
    /// that builds the image.
    case helper
    /// SELinux's labels, made anew.
    case relabel
    case sysprep([SysprepOperation])
    /// Blocks that no file uses, given back.
    case sparsify
}

extension CustomizeAction: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case install, remove, update, run, script, write, append, edit, copyIn, upload, mkdir, chmod, chown, symlink
        case delete, hostname, timezone, locale, user, sshHostKeys, rootPassword, enable, disable, mask, firstboot
        case kernel, kernelArguments, kernelModules, helper, relabel, sysprep, sparsify
    }

    /// The action's name, as it is written.
    public var name: String { key.stringValue }

    private var key: CodingKeys {
        switch self {
        case .install: .install
        case .remove: .remove
        case .update: .update
        case .run(let step): if case .script = step.program { .script } else { .run }
        case .write: .write
        case .append: .append
        case .edit: .edit
        case .copyIn: .copyIn
        case .upload: .upload
        case .mkdir: .mkdir
        case .chmod: .chmod
        case .chown: .chown
        case .symlink: .symlink
        case .delete: .delete
        case .hostname: .hostname
        case .timezone: .timezone
        case .locale: .locale
        case .user: .user
        case .sshHostKeys: .sshHostKeys
        case .rootPassword: .rootPassword
        case .enable: .enable
        case .disable: .disable
        case .mask: .mask
        case .firstboot: .firstboot
        case .kernel: .kernel
        case .kernelArguments: .kernelArguments
        case .kernelModules: .kernelModules
        case .helper: .helper
        case .relabel: .relabel
        case .sysprep: .sysprep
        case .sparsify: .sparsify
        }
    }

    /// Reads the one action that is written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let key = try container.theOne(called: "a step")
        func value<T: Decodable>(_ type: T.Type = T.self) throws -> T { try container.decode(type, forKey: key) }
        func names(_ isMeant: (String) -> Bool, _ expectation: String) throws -> [String] {
            let names: [String] = try value()
            for name in names where !isMeant(name) {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "expected \(expectation), got ‘\(name)’")
            }
            return try some(names)
        }
        func some<T>(_ list: [T]) throws -> [T] {
            if list.isEmpty {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "expected a list with something in it")
            }
            return list
        }
        func word(_ isMeant: (String) -> Bool, _ expectation: String) throws -> String {
            let text: String = try value()
            guard isMeant(text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "expected \(expectation), got ‘\(text)’")
            }
            return text
        }
        func nothingElse() throws {
            guard try value([String: String].self).isEmpty else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "expected an empty mapping, {}")
            }
        }
        switch key {
        case .install: self = .install(try some(value()))
        case .remove: self = .remove(try some(value()))
        case .update: self = .update(try value())
        case .run: self = .run(try value(ShellForm.self).step)
        case .script: self = .run(try value(ScriptForm.self).step)
        case .write: self = .write(try value())
        case .append: self = .append(try value())
        case .edit: self = .edit(try value())
        case .copyIn: self = .copyIn(try value())
        case .upload: self = .upload(try value())
        case .mkdir: self = .mkdir(try value())
        case .chmod: self = .chmod(try value())
        case .chown: self = .chown(try value())
        case .symlink: self = .symlink(try value())
        case .delete: self = .delete(try some(value()))
        case .hostname: self = .hostname(try word(\.isHostName, "a host name such as db1"))
        case .timezone: self = .timezone(try word(\.isZone, "a time zone such as Europe/Berlin"))
        case .locale: self = .locale(try word(\.isZone, "a locale such as de_DE.UTF-8"))
        case .user: self = .user(try value())
        case .sshHostKeys: self = .sshHostKeys(SSHHostKeysStep(try some(value())))
        case .rootPassword: self = .rootPassword(try value())
        case .enable: self = .enable(try names(\.isUnit, "a unit such as ssh.service"))
        case .disable: self = .disable(try names(\.isUnit, "a unit such as ssh.service"))
        case .mask: self = .mask(try names(\.isUnit, "a unit such as ssh.service"))
        case .firstboot: self = .firstboot(try value())
        case .kernel: self = .kernel(try value())
        case .kernelArguments: self = .kernelArguments(try value())
        case .kernelModules: self = .kernelModules(try value())
        case .helper:
            try nothingElse()
            self = .helper
        case .relabel:
            try nothingElse()
            self = .relabel
        case .sysprep: self = .sysprep(try some(value()))
        case .sparsify:
            try nothingElse()
            self = .sparsify
        }
    }

    /// Writes the action under its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let key = self.key
        switch self {
        case .install(let names), .remove(let names), .update(let names): try container.encode(names, forKey: key)
        case .run(let step): try container.encode(ShellForm(step: step), forKey: key)
        case .write(let step): try container.encode(step, forKey: key)
        case .append(let step): try container.encode(step, forKey: key)
        case .edit(let step): try container.encode(step, forKey: key)
        case .copyIn(let step): try container.encode(step, forKey: key)
        case .upload(let step): try container.encode(step, forKey: key)
        case .mkdir(let step): try container.encode(step, forKey: key)
        case .chmod(let step): try container.encode(step, forKey: key)
        case .chown(let step): try container.encode(step, forKey: key)
        case .symlink(let step): try container.encode(step, forKey: key)
        case .delete(let paths): try container.encode(paths, forKey: key)
        case .hostname(let text), .timezone(let text), .locale(let text): try container.encode(text, forKey: key)
        case .user(let step): try container.encode(step, forKey: key)
        case .sshHostKeys(let step): try container.encode(step.keys, forKey: key)
        case .rootPassword(let password): try container.encode(password, forKey: key)
        case .enable(let units), .disable(let units), .mask(let units): try container.encode(units, forKey: key)
        case .firstboot(let step): try container.encode(step, forKey: key)
        case .kernel(let step): try container.encode(step, forKey: key)
        case .kernelArguments(let step): try container.encode(step, forKey: key)
        case .kernelModules(let step): try container.encode(step, forKey: key)
        case .helper, .relabel, .sparsify: try container.encode([String: String](), forKey: key)
        case .sysprep(let operations): try container.encode(operations, forKey: key)
        }
    }
}

extension String {
    private func hasOnly(_ others: String) -> Bool {
        !isEmpty && utf8.count <= 253
            && utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: others.utf8.contains(byte)
                }
            }
    }

    fileprivate var isHostName: Bool {
        hasOnly("-.")
            && split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0.utf8.count <= 63 && $0.first != "-" && $0.last != "-"
            }
    }

    fileprivate var isZone: Bool { hasOnly("_-+./@") && !hasPrefix("/") && !contains("..") && first != "-" }
    fileprivate var isUnit: Bool { hasOnly("_-.:@\\") && first != "-" }
}
