<?php
// What of WordPress the guide's functions call, as far as a page needs it: `php wordpress.php functions.php post.txt item`
// prints the script tag and the post.

[, $functions, $post, $item] = $argv;
$hooks = [];
$shortcodes = [];

function add_action($name, $function) { $GLOBALS['hooks'][$name] = $function; }
function add_filter($name, $function) { $GLOBALS['hooks'][$name] = $function; }
function add_shortcode($name, $function) { $GLOBALS['shortcodes'][$name] = $function; }
function home_url($path) { return "https://you.example$path"; }
function esc_attr($text) { return htmlspecialchars($text, ENT_QUOTES, 'UTF-8', false); }
function force_balance_tags($text) { return $text; }
function get_the_ID() { return 218; }
function get_post_meta($id, $key, $single) { return $key === 'guildhall' ? $GLOBALS['item'] : ''; }

// As `WP_Script_Modules` writes it; the version `null` adds nothing to the address.
function wp_enqueue_script_module($id, $src, $needs = [], $version = false) {
    if ($needs !== [] || $version !== null) throw new Exception('the guide enqueues it otherwise');
    echo "<script type=\"module\" src=\"$src\" id=\"$id-js-module\"></script>\n";
}

// Shortcodes that are closed or close themselves, without a bare `<` or `>`, beside which `wptexturize` makes the quotes curly;
// one without attributes is given an empty text, as before WordPress 6.5.
function do_shortcode($text) {
    $pattern = '~\[guildhall((?:\s+\w+="[^"<>]*")*)\s*(?:/\]|\](.*?)\[/guildhall\])~s';
    return preg_replace_callback($pattern, function ($found) {
        preg_match_all('~(\w+)="([^"]*)"~', $found[1], $pairs, PREG_SET_ORDER);
        $given = $pairs ? array_column($pairs, 2, 1) : '';
        return $GLOBALS['shortcodes']['guildhall']($given, $found[2] ?? null, 'guildhall');
    }, $text);
}

require $functions;
$hooks['wp_enqueue_scripts']();
echo $hooks['the_content'](do_shortcode(file_get_contents($post)));
