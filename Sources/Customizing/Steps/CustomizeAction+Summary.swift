package import Fixtures

extension CustomizeAction {
    /// The step in a few words, for people; without secrets.
    package var summary: String {
        switch self {
        case .install(let names): "install \(list(names.map(\.text)))"
        case .remove(let names): "remove \(list(names.map(\.text)))"
        case .update(let names): names.isEmpty ? "update all packages" : "update \(list(names.map(\.text)))"
        case .run(let step):
            switch step.program {
            case .shell(let text): "run \(text.firstLine)"
            case .script(let path): "script \(path.split(separator: "/").last.map(String.init) ?? path)"
            }
        case .write(let step): "write \(step.path.text)"
        case .append(let step): "append to \(step.path.text)"
        case .edit(let step): "edit \(step.path.text)"
        case .copyIn(let step): "copy \(step.source) into \(step.directory.text)"
        case .upload(let step): "upload \(step.path.text)"
        case .mkdir(let step): "mkdir \(step.path.text)"
        case .chmod(let step): "chmod \(step.mode.scalarText) \(step.path.text)"
        case .chown(let step): "chown \(step.owner.scalarText) \(step.path.text)"
        case .symlink(let step): "symlink \(step.path.text) to \(step.target)"
        case .delete(let paths): "delete \(list(paths.map(\.text)))"
        case .hostname(let name): "hostname \(name)"
        case .timezone(let name): "timezone \(name)"
        case .locale(let name): "locale \(name)"
        case .user(let step): "user \(step.name)"
        case .sshHostKeys: "SSH host keys"
        case .rootPassword: "root password"
        case .enable(let units): "enable \(list(units))"
        case .disable(let units): "disable \(list(units))"
        case .mask(let units): "mask \(list(units))"
        case .firstboot(let step): "firstboot \(step.name ?? step.shell.firstLine)"
        case .kernel(.package(let name)): "kernel \(name.text)"
        case .kernel(.files(let kernel, _, _)): "kernel \(kernel)"
        case .kernelArguments(let step):
            "kernel arguments \((step.add.map { "+\($0)" } + step.remove.map { "-\($0)" }).joined(separator: " "))"
        case .kernelModules(let step): "kernel modules of \(step.source)"
        case .helper: "guest helper"
        case .relabel: "SELinux labels"
        case .sysprep(let operations):
            operations == SysprepOperation.allCases ? "sysprep" : "sysprep \(list(operations.map(\.rawValue)))"
        case .sparsify: "sparsify"
        }
    }

    private func list(_ words: [String]) -> String {
        let most = 6
        let shown = words.prefix(most).joined(separator: ", ")
        return words.count > most ? "\(shown) and \(words.count - most) more" : shown
    }
}

extension String {
    /// The first line that says something, cut where it is long.
    fileprivate var firstLine: String {
        let most = 60
        let lines = split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty }
        let line = lines.first ?? ""
        return line.count > most ? line.prefix(most - 1) + "…" : lines.count > 1 ? "\(line) …" : String(line)
    }
}
