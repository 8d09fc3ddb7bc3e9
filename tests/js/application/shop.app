{application, shop,
 [{description, "An application for the boot's tests"},
  {vsn, "1"},
  {modules, [shop, shop_sup, shop_stock, shop_door]},
  {registered, [shop_sup, shop_stock, shop_door]},
  {applications, [kernel, stdlib]},
  {env, [{stock, 3}]},
  {mod, {shop, []}}]}.
