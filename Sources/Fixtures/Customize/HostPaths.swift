/// Paths of the host in a fixture, all of them: what is relative is made absolute here, and nowhere else.
extension ImageSource {
    /// The same with each path of the host changed; those of an initramfs's files are left to who notes their places.
    /// `change` is told the field, as seen from the source: a fixture's fields may come from several files.
    package func mappingPaths(_ change: (_ path: String, _ field: String) -> String) -> ImageSource {
        switch self {
        case .http(var source):
            source.certBundle = source.certBundle.map { change($0, "http.certBundle") }
            source.secretExtraHeaders = source.secretExtraHeaders.enumerated().map { index, header in
                header.mappingPaths { change($0, "http.secretExtraHeaders[\(index)].fromFile") }
            }
            return .http(source)
        case .registry(var source):
            source.certBundle = source.certBundle.map { change($0, "registry.certBundle") }
            return .registry(source)
        case .upload(var source):
            source.path = change(source.path, "upload.path")
            return .upload(source)
        case .fixture(var source):
            if case .path(let path) = source.place { source.place = .path(change(path, "fixture.path")) }
            return .fixture(source)
        case .initramfs, .bootstrap, .blank: return self
        }
    }
}

extension SecretValue {
    fileprivate func mappingPaths(_ change: (String) -> String) -> SecretValue {
        if case .file(let path) = self { .file(change(path)) } else { self }
    }
}

extension PasswordValue {
    fileprivate func mappingPaths(_ change: (String) -> String) -> PasswordValue {
        if case .secret(let secret) = self { .secret(secret.mappingPaths(change)) } else { self }
    }
}

extension CustomizeAction {
    /// The same with each path of the host changed.
    package func mappingPaths(_ change: (String) -> String) -> CustomizeAction {
        switch self {
        case .run(var step):
            if case .script(let path) = step.program { step.program = .script(change(path)) }
            step.secrets = step.secrets.mapValues { $0.mappingPaths(change) }
            return .run(step)
        case .copyIn(var step):
            step.source = change(step.source)
            return .copyIn(step)
        case .upload(var step):
            step.source = change(step.source)
            return .upload(step)
        case .user(var step):
            step.password = step.password?.mappingPaths(change)
            return .user(step)
        case .rootPassword(let password): return .rootPassword(password.mappingPaths(change))
        case .sshHostKeys(let step): return .sshHostKeys(SSHHostKeysStep(step.keys.map { $0.mappingPaths(change) }))
        case .kernel(.files(let kernel, let modules, let initramfs)):
            return .kernel(
                .files(kernel: change(kernel), modules: modules.map(change), initramfs: initramfs.map(change)))
        case .kernelModules(var step):
            step.source = change(step.source)
            return .kernelModules(step)
        default: return self
        }
    }

    /// The files and trees of the host that go into the disk: their content is part of what the step does.
    package var hostFiles: [String] {
        switch self {
        case .run(let step): if case .script(let path) = step.program { [path] } else { [] }
        case .copyIn(let step): [step.source]
        case .upload(let step): [step.source]
        case .kernel(.files(let kernel, let modules, let initramfs)):
            [kernel] + [modules, initramfs].compactMap(\.self)
        case .kernelModules(let step): [step.source]
        default: []
        }
    }

    /// What nobody shall read, and yet shapes what the step does.
    package var secretValues: [SecretValue] {
        switch self {
        case .run(let step): step.secrets.sorted { $0.key < $1.key }.map(\.value)
        case .user(let step): step.password?.secretValues ?? []
        case .rootPassword(let password): password.secretValues
        case .sshHostKeys(let step): step.keys
        default: []
        }
    }

    /// Whether the appliance must reach the network for it.
    package var needsNetwork: Bool {
        switch self {
        case .install, .update, .kernel(.package): true
        case .run(let step): step.network
        default: false
        }
    }

    /// Whether programs of the guest run for it, which this host's processor must be able to.
    package var runsPrograms: Bool {
        switch self {
        case .write, .append, .edit, .copyIn, .upload, .mkdir, .chmod, .symlink, .delete, .hostname, .timezone,
            .sshHostKeys, .mask, .firstboot, .helper, .sysprep, .sparsify:
            false
        default: true
        }
    }
}

extension PasswordValue {
    fileprivate var secretValues: [SecretValue] {
        if case .secret(let secret) = self { [secret] } else { [] }
    }
}
