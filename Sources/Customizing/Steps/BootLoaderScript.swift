import Fixtures
import ShellWords

/// Scripts for the guest's boot loader.
enum BootLoaderScript {
    /// Prints the values of GRUB's two variables, each on a line: configuration files are a shell's.
    static let read = """
        set +e
        [ ! -f /etc/default/grub ] || . /etc/default/grub
        for file in /etc/default/grub.d/*.cfg; do [ ! -e "$file" ] || . "$file"; done
        printf '%s\\n%s\\n' "$GRUB_CMDLINE_LINUX" "$GRUB_CMDLINE_LINUX_DEFAULT"
        """

    /// Writes GRUB's menu anew.
    static let update = """
        if command -v update-grub >/dev/null; then update-grub
        elif command -v grub2-mkconfig >/dev/null; then grub2-mkconfig -o /boot/grub2/grub.cfg
        else grub-mkconfig -o /boot/grub/grub.cfg
        fi
        """

    /// Fedora's way: its boot entries are files of their own, and grubby changes them and what later ones are made of.
    static func grubby(_ step: KernelArgumentsStep) -> String {
        var words = ["grubby", "--update-kernel=ALL"]
        if !step.remove.isEmpty { words.append("--remove-args=\(step.remove.joined(separator: " "))".shellQuoted) }
        if !step.add.isEmpty { words.append("--args=\(step.add.joined(separator: " "))".shellQuoted) }
        return words.joined(separator: " ")
    }

    /// Makes a kernel that was copied in bootable and the default; `$1` is its version, `$2` whether an initramfs must be
    /// made.
    static let addKernel = """
        version=$1
        [ ! -d /lib/modules/$version ] || depmod "$version"
        if [ "$2" = make ]; then
          if command -v update-initramfs >/dev/null; then
            # It asks the kernel's configuration which compression the kernel can undo; gzip is what all can.
            config=/boot/config-$version
            if [ -e $config ]; then :
            elif [ -e "/lib/modules/$version/config" ]; then cp "/lib/modules/$version/config" "$config"
            else echo CONFIG_RD_GZIP=y >"$config"
            fi
            update-initramfs -c -k "$version"
          elif command -v dracut >/dev/null; then dracut --force "/boot/initramfs-$version.img" "$version"
          elif command -v mkinitcpio >/dev/null; then mkinitcpio -k "$version" -g "/boot/initramfs-$version.img"
          elif command -v mkinitfs >/dev/null; then mkinitfs -o "/boot/initramfs-$version" "$version"
          else echo "the guest has no tool that makes an initramfs: name one, initramfs: FILE"; exit 1
          fi
        fi
        if command -v grubby >/dev/null; then
          initrd=/boot/initramfs-$version.img
          grubby --add-kernel="/boot/vmlinuz-$version" --initrd="$initrd" --title="Linux $version" --copy-default --make-default
          exit 0
        fi
        # Debian's links, which the disks of bootstrap boot from until GRUB's menu is written.
        if command -v linux-update-symlinks >/dev/null; then linux-update-symlinks install "$version" "/boot/vmlinuz-$version"; fi
        \(update)
        menu=/boot/grub/grub.cfg; [ -e $menu ] || menu=/boot/grub2/grub.cfg
        # The menu has the newest version first, which this one need not be.
        id=$(grep -o "gnulinux-$version-advanced-[^' ]*" $menu | head -n 1)
        if [ "$id" ]; then
          top=$(grep -o "gnulinux-advanced-[^' ]*" $menu | head -n 1)
          line="GRUB_DEFAULT='${top:+$top>}$id'"
          if [ -d /etc/default/grub.d ]; then echo "$line" >/etc/default/grub.d/95-mayfly-kernel.cfg
          else sed -i '/^GRUB_DEFAULT=/d' /etc/default/grub; echo "$line" >>/etc/default/grub
          fi
          # Writing the menu again would take as long as the first time.
          sed -i "/_entry/! s|set default=.*|set default=\\"${top:+$top>}$id\\"|" $menu
        fi
        """
}
